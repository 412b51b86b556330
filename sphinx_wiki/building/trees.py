"""Documents in memory: how many wait for their pages, and what becomes of the others.

Nodes know what holds them, so a tree is a circle, which Python frees only when it looks for
garbage. Looking through trees was an eighth of the time of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.building.strangers import are_known, listeners

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_KEPT = 100
"""How many documents stay in memory from reading to writing."""

_HANDED = ("doctree-read", "doctree-resolved", "html-page-context", "missing-reference")
"""Events that give documents, or nodes of them, to extensions."""


class Trees:
    """Keeps some documents from reading to writing, and takes the others apart."""

    def __init__(self) -> None:
        self._last: nodes.document | None = None

    def register(self, app: Sphinx) -> None:
        """Have it done in every build of *app*."""
        app.connect("doctree-read", self.keep_few)

    def keep_few(self, app: Sphinx, document: nodes.document) -> None:
        """Let go of documents that Sphinx keeps from reading to writing, all but some of them.

        They are stored as well, and loading one again takes a small part of the time that its
        page takes. All of them take more memory than everything else together.
        """
        kept = app.env._write_doc_doctree_cache
        while len(kept) > _KEPT:
            kept.popitem()
        last, self._last = self._last, document
        if last is not None and all(each is not last for each in kept.values()):
            let_go(app, last)


def let_go(app: Sphinx, document: nodes.document) -> None:
    """Have Python free *document*, of which all is done, as soon as nothing holds it.

    Not where an extension that is not known may have kept a part of it.
    """
    transforms = [*app.registry.transforms, *app.registry.post_transforms]
    if are_known([*listeners(app.events, _HANDED), *transforms]):
        _take_apart(document)


def _take_apart(document: nodes.document) -> None:
    for node in [*document.findall()]:
        node.parent = None
        node.document = None  # type: ignore[assignment]
    for name, value in [*vars(document).items()]:
        if name != "attributes" and isinstance(value, (dict, list)):
            # Not emptied: MyST hands what it knows of headings to the environment, too.
            setattr(document, name, type(value)())
