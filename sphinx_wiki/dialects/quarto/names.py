"""Names that are a note's own: two notes of Quarto may both have ``{#fig-x}``.

To Sphinx, every explicit name in a document is a label of the whole wiki, and
a second one is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_wiki.dialects.quarto.where import is_quarto

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from sphinx.environment import BuildEnvironment

_OWN = "wiki:own_names"


def extend(md: MarkdownIt) -> None:
    """Remember the names that a note of Quarto gives with attributes."""
    md.core.ruler.push("quarto_names", names_rule)


def names_rule(state: StateCore) -> None:
    """Remember the name of every token, and of every div."""
    own = _own(state.md.options["document"].settings.env)
    for token in _all(state.tokens):
        attributes = token.meta.get("attributes")
        for name in (token.attrs.get("id"), attributes and attributes.id):
            if name:
                own.add(nodes.fully_normalize_name(str(name)))


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())
        if "image" in token.meta:
            yield token.meta["image"]


def note_own(env: BuildEnvironment, name: str) -> None:
    """Remember that a note of Quarto gives *name* in another way, as with the label of a cell."""
    if "quarto" in env.config.wiki_dialects and is_quarto(env):
        _own(env).add(name)


def _own(env: BuildEnvironment) -> set[str]:
    data: Any = env.current_document
    found: set[str] = data.setdefault(_OWN, set())
    return found


class HideOwnNames(SphinxTransform):
    """Hides the names that are the note's own from Sphinx, while it collects labels."""

    # Just before that (850).
    default_priority = 849
    explicit = False

    def apply(self, **kwargs: object) -> None:
        """Say of every such name that it is not explicit."""
        for name in _own(self.env) & self.document.nametypes.keys():
            self.document.nametypes[name] = self.explicit


class ShowOwnNames(HideOwnNames):
    """Shows them again: MyST looks for what links in the note lead to (879)."""

    default_priority = 851
    explicit = True
