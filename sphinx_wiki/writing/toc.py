"""The contents of a page as pydata-sphinx-theme makes them, without its parser of HTML.

The theme gives classes to the list that Sphinx has drawn, by way of a tree of the HTML,
which costs more than all else that it does for a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TAG = re.compile(r"<([^<>]*)>")
_LINK = re.compile(r'a class="reference internal" href="[^"&]*"')
_INLINE = re.compile(r'/?(?:code|em|span|strong)|(?:code|span) class="[\w-]+(?: [\w-]+)*"')
_REFERENCE = re.compile(r"&[^;]*;?")
_REFERENCES = {"&amp;": "&amp;", "&lt;": "&lt;", "&gt;": "&gt;", "&quot;": '"', "&#64;": "@"}
"""How the theme writes what docutils wrote."""


class _UnknownFormError(Exception):
    """The contents hold what Sphinx does not put there."""


def offer_contents(context: dict[str, Any]) -> None:
    """Put into *context* a function that gives what ``generate_toc_html`` would."""

    drawn: list[Any] = []

    # A plain function: builders that store contexts leave these out.
    def contents() -> Any:
        if not drawn:
            drawn.append(_contents(context))
        return drawn[0]

    context["wiki_contents"] = contents


def _contents(context: dict[str, Any]) -> Any:
    theirs = context["generate_toc_html"]
    if getattr(theirs, "__module__", "") != "pydata_sphinx_theme.toctree":
        return theirs()
    drawn = draw_contents(context.get("toc"), int(context["theme_show_toc_level"]))
    return theirs() if drawn is None else drawn


def draw_contents(toc: object, shown: int) -> str | None:
    """Give the contents of a page from *toc*, the list that Sphinx drew.

    :param shown: how many levels below the title are unfolded.
    :return: nothing where *toc* is not of the form that Sphinx draws.

    >>> draw_contents('<ul>\\n<li><a class="reference internal" href="#">A</a></li>\\n</ul>\\n', 1)
    ''
    """
    try:
        return _draw(toc, shown) if isinstance(toc, str) else None
    except _UnknownFormError:
        return None


def _draw(toc: str, shown: int) -> str:
    pieces = [*_classed(toc, shown)]
    titles = sum(level == 1 and piece.startswith("<li") for level, piece in pieces)
    if titles != 1:
        return "".join(piece for _level, piece in pieces)
    # One title: the list below it, if there is one.
    return "".join(piece for level, piece in pieces if level > 1)


def _classed(toc: str, shown: int) -> Iterator[tuple[int, str]]:
    """Give the pieces of *toc* with the theme's classes, each with its level."""
    level, links, before = 0, [False], ""
    for place, piece in enumerate(_TAG.split(toc)):
        if not place % 2:
            if piece:
                yield level, _text(piece)
            continue
        if piece == "ul":
            # One list in each item, behind its link.
            _expect(before in {"", "/a"} and len(links) == level + 1 and (level == 0) != links[-1])
            level += 1
            folded = "" if level > shown + 1 else "pst-show_toc_level "
            yield level, f'<ul class="{folded}nav section-nav flex-column">'
        elif piece == "li":
            _expect(level > 0 and before in {"ul", "/li"})
            links.append(False)
            yield level, f'<li class="toc-h{level} nav-item toc-entry">'
        elif piece == "/ul":
            _expect(before == "/li")
            yield level, "</ul>"
            level -= 1
        elif piece == "/li":
            _expect(links.pop() and before in {"/a", "/ul"})
            yield level, "</li>"
        elif _LINK.fullmatch(piece):
            _expect(before == "li")
            links[-1] = True
            yield level, f"<{piece.replace('internal', 'internal nav-link', 1)}>"
        else:
            _expect(piece == "/a" or (before != "" and _INLINE.fullmatch(piece) is not None))
            yield level, f"<{piece}>"
            if piece != "/a":
                continue
        before = piece if not piece.startswith("a ") else "a"
    _expect(level == 0 and before == "/ul")


def _text(text: str) -> str:
    _expect("<" not in text and ">" not in text)
    if not text.strip(" \n\t\f\r"):
        return "\n" if "\n" in text else " "
    return _REFERENCE.sub(_written, text)


def _written(reference: re.Match[str]) -> str:
    written = _REFERENCES.get(reference[0])
    _expect(written is not None)
    assert written is not None
    return written


def _expect(known: bool) -> None:
    if not known:
        raise _UnknownFormError
