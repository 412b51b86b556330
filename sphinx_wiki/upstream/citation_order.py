"""Several works in one citation, in the order in which the author names them.

sphinxcontrib-bibtex shows them in the order of the bibliography, so that ``see A; also B`` may
become ``also B; see A``. Those in a bibliography of the note itself still come first. To be
proposed to sphinxcontrib-bibtex: to keep the order of the keys. Can go with the version that
does; 2.7 as this is written does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class OrderedCitations(BibtexDomain):
    """Shows works in the order of their keys."""

    def resolve_xref(  # noqa: PLR0913, PLR0917 - the signature is Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> Any:
        """Give the citation of the works that *target* names."""
        data: dict[str, Any] = self.data
        every = data["citations"]
        data["citations"] = _of_keys(every, target)
        try:
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        finally:
            data["citations"] = every


def _of_keys(citations: list[Any], target: str) -> list[Any]:
    """Give the entries that the keys in *target* may mean, in their order."""
    places = {each.key: place for place, each in enumerate(parse_citation_targets(target))}
    found = [each for each in citations if each.key in places]
    # Of several entries with a key the last is meant, so these stay in order.
    return sorted(found, key=lambda each: places[each.key])
