"""The rule for links and pictures whose address holds ``{{< meta key >}}`` or ``{{< var key >}}``.

Their blanks end an address for markdown-it, so such links are read here, before it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.helpers import parseLinkLabel, parseLinkTitle
from markdown_it.token import Token

from sphinx_wiki.dialects.quarto.variables import value_of
from sphinx_wiki.facts.quarto.shortcodes import match_shortcode
from sphinx_wiki.facts.quarto.values import as_words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from sphinx.environment import BuildEnvironment


def extend(md: MarkdownIt) -> None:
    """Add such links and pictures to *md*."""
    md.inline.ruler.before("link", "quarto_address", address_rule)


def address_rule(state: StateInline, silent: bool) -> bool:
    """Read a link or a picture with a shortcode in its address."""
    image = state.src.startswith("![", state.pos)
    if not image and not state.src.startswith("[", state.pos):
        return False
    if "{{<" not in state.src:
        return False
    start = state.pos + 1 + image
    end = parseLinkLabel(state, start - 1, not image)
    if end < 0 or not state.src.startswith("(", end + 1):
        return False
    found = _address(state, end + 2)
    if found is None:
        return False
    address, title, after = found
    if not silent:
        attributes: dict[str, str | int | float] = {"title": title} if title else {}
        if image:
            _push_image(state, start, end, {"src": address, "alt": "", **attributes})
        else:
            _push_link(state, start, end, {"href": address, **attributes})
    state.pos = after
    return True


def _address(state: StateInline, at: int) -> tuple[str, str, int] | None:
    """Give the address that begins at *at*, its title, and where the brackets end."""
    env: BuildEnvironment = state.md.options["document"].settings.env
    parts: list[str] = []
    filled = False
    while at < state.posMax and not state.src[at].isspace() and state.src[at] != ")":
        code = match_shortcode(state.src, at) if state.src.startswith("{{<", at) else None
        if code is None:
            parts.append(state.src[at])
            at += 1
            continue
        value = None if isinstance(code[0], str) else value_of(env, code[0])
        if value is None:
            return None
        parts.append(as_words(value))
        at, filled = code[1], True
    address = state.md.normalizeLink("".join(parts))
    if not filled or not state.md.validateLink(address):
        return None
    at = _skip(state, at)
    title = parseLinkTitle(state.src, at, state.posMax)
    if title.ok:
        at = _skip(state, title.pos)
    closed = at < state.posMax and state.src[at] == ")"
    return (address, title.str if title.ok else "", at + 1) if closed else None


def _skip(state: StateInline, at: int) -> int:
    while at < state.posMax and state.src[at].isspace():
        at += 1
    return at


def _push_link(
    state: StateInline, start: int, end: int, attributes: dict[str, str | int | float]
) -> None:
    stop = state.posMax
    state.pos, state.posMax = start, end
    state.push("link_open", "a", 1).attrs = attributes
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.posMax = stop


def _push_image(
    state: StateInline, start: int, end: int, attributes: dict[str, str | int | float]
) -> None:
    said = state.src[start:end]
    children: list[Token] = []
    state.md.inline.parse(said, state.md, state.env, children)
    token = state.push("image", "img", 0)
    token.attrs, token.children, token.content = attributes, children, said
