"""Which templates of pydata-sphinx-theme draw nothing, asked without drawing them.

The theme draws each template of its bars once to see whether anything comes of it, and
once more in the page. For templates of which ``sphinx_wiki.writing.empty`` knows better
the first is left out. To be proposed to pydata-sphinx-theme: to keep what was drawn. Can
go with the version that does; until then its option ``templates_skip_empty_check`` is for
templates that always draw, and its right column does not ask for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import pydata_sphinx_theme
from pydata_sphinx_theme import utils
from sphinx.application import TemplateBridge
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_wiki.writing.empty import Emptiness

if TYPE_CHECKING:
    from sphinx.application import Sphinx

KNOWN = ("0.24",)
"""The versions of the theme that look at nothing of what was drawn but its length."""


def spare_drawing(app: Sphinx) -> Emptiness | None:
    """Have what the theme does for each page ask before it draws; give what it asks."""
    bridge = app.builder.templates
    version = pydata_sphinx_theme.__version__.rpartition(".")[0]
    if version not in KNOWN or type(bridge) is not BuiltinTemplateLoader:
        return None
    emptiness = Emptiness(bridge.environment)
    asking = _Asking(bridge, emptiness)
    listeners = app.events.listeners.get("html-page-context", [])
    theirs = (pydata_sphinx_theme.update_and_remove_templates, utils.set_secondary_sidebar_items)
    for place, listener in enumerate(listeners):
        if listener.handler in theirs:
            listeners[place] = listener._replace(handler=asking.during(listener.handler))
    return emptiness


class _Asking(TemplateBridge):
    """Templates of which only is asked whether they draw anything."""

    def __init__(self, bridge: BuiltinTemplateLoader, emptiness: Emptiness) -> None:
        self._bridge, self._emptiness = bridge, emptiness

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Give what *template* draws, or some words that stand for it."""
        empty = self._emptiness.is_empty(template, context)
        if empty is None:
            return self._bridge.render(template, context)
        return "" if empty else template

    def during(self, listener: Callable[..., None]) -> Callable[..., None]:
        """Give *listener* with these templates instead of those that draw."""

        @wraps(listener)
        def listen(app: Sphinx, *arguments: Any) -> None:
            app.builder.templates = self
            try:
                listener(app, *arguments)
            finally:
                app.builder.templates = self._bridge

        return listen
