"""Hears of pages that draw the contents of the whole, which most themes put beside each page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from sphinx_wiki.settling.navigation import note_navigation

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_wiki.settling.toctrees import Depth

_DRAWING = ("generate_toctree_html", "generate_header_nav_html")
_ASKING = "suppress_sidebar_toctree"
"""What pydata-sphinx-theme gives to its templates besides Sphinx's ``toctree``."""


def depth_of(options: dict[str, Any], *, collapse: bool) -> Depth:
    """Give whether contents that are drawn with *options* show headings of other notes.

    :param collapse: whether entries are folded where the options do not say so.
    """
    folded = options.get("titles_only") or options.get("collapse", collapse)
    return "heads" if folded else "contents"


def listen(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Have the functions of the theme tell that the page of a note uses them."""
    del templatename
    if doctree is None:
        return

    def telling(draw: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(draw)
        def tell(*arguments: Any, **options: Any) -> Any:
            depth = depth_of(options, collapse=draw.__name__ == _DRAWING[1])
            # Where hidden toctrees count, it is asked for no more than whether there is one.
            if draw.__name__ != _ASKING or not options.get("includehidden"):
                note_navigation(app, pagename, depth)
            return draw(*arguments, **options)

        return tell

    for name in (*_DRAWING, _ASKING):
        if callable(draw := context.get(name)):
            context[name] = telling(draw)
