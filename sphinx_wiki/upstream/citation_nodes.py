"""Entries of bibliographies, of which sphinxcontrib-bibtex has one node each for all documents.

When a note is read the environment gets a node for each entry, for its id. When a document is
resolved, ``BibliographyTransform`` puts these very nodes into it and adds label and text to
them. So they hold both twice when the note is resolved twice in a process, as for a page that
is made ahead and for the build after that; and an environment that is stored after that holds
parts of documents. To be proposed to sphinxcontrib-bibtex: to copy the node. Can go with the
version that does; bibliographies without such nodes are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinxcontrib.bibtex.nodes import bibliography
from sphinxcontrib.bibtex.transforms import BibliographyTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def copy_entries(app: Sphinx) -> bool:
    """Have each document get nodes of its own; say whether it will."""
    transforms = app.registry.post_transforms
    if BibliographyTransform not in transforms:
        return False
    transforms[transforms.index(BibliographyTransform)] = CopiedEntries
    return True


class CopiedEntries(BibliographyTransform):
    """Makes bibliographies of copies of what the environment has."""

    def run(self, **kwargs: Any) -> None:
        """Make the bibliographies of the document."""
        known = getattr(self.env.domains["cite"], "bibliographies", {})
        here = {node.get("docname") for node in self.document.findall(bibliography)}
        ours = {key: value for key, value in known.items() if key.docname in here}
        try:
            for key, value in ours.items():
                if hasattr(value, "citation_nodes"):
                    copies = _Copies(value.citation_nodes)
                    known[key] = value._replace(citation_nodes=copies)
            super().run(**kwargs)
        finally:
            known.update(ours)


class _Copies(dict[str, nodes.Element]):
    """Gives another copy of a node, without what is in it, whenever it is asked."""

    def __getitem__(self, key: str) -> nodes.Element:
        return super().__getitem__(key).copy()
