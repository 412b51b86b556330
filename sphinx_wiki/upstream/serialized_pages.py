"""Pages as JSON or pickles, which the theme's listeners would end.

They ask the context of every page for functions of templates (``hasdoc``), which the builders
of sphinxcontrib-serializinghtml do not give, as they draw no templates. To be proposed to
pydata-sphinx-theme. Can go with the version that looks at the builder; 0.24 is known not to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_THEME = "pydata_sphinx_theme"


def spare_templates(app: Sphinx) -> None:
    """Have the theme prepare no templates where none are drawn."""
    if not any(each.__name__ == "SerializingHTMLBuilder" for each in type(app.builder).mro()):
        return
    for listener in list(app.events.listeners.get("html-page-context", ())):
        if str(getattr(listener.handler, "__module__", "")).partition(".")[0] == _THEME:
            app.disconnect(listener.id)
