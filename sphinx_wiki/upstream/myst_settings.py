"""docutils' settings, which MyST looks up for each text it renders though it has a document.

``DocutilsRenderer.setup_render`` takes ``options.get("document", make_document())``, so
each note makes a document that nobody sees, and for it a parser of some eighty options of
a command line. To be proposed to MyST-Parser: to make it only where none is given. Can go
with the version that does; 5.2 is the last that is known not to.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from docutils import frontend
from myst_parser.mdit_to_docutils import base

if TYPE_CHECKING:
    from docutils import SettingsSpec
    from docutils.frontend import Values

    Lookup = Callable[..., Values]


def spare_lookups() -> bool:
    """Have MyST look up the settings of each kind of parser once; say whether it will."""
    theirs: Any = base
    if getattr(theirs, "get_default_settings", None) is not frontend.get_default_settings:
        return False
    theirs.get_default_settings = remembered(frontend.get_default_settings)
    return True


def remembered(lookup: Lookup) -> Lookup:
    """Give *lookup* as a function that calls it once for the same components.

    It hears neither of files nor of the environment, so it always gives the same.
    """
    known: dict[tuple[type[SettingsSpec] | SettingsSpec, ...], _Settings] = {}

    @wraps(lookup)
    def look_up(*components: type[SettingsSpec] | SettingsSpec) -> Values:
        if components not in known:
            known[components] = _Settings(lookup(*components))
        return known[components].fresh()

    return look_up


class _Settings:
    """Settings of which copies are given; what can be changed within them is copied, too."""

    def __init__(self, settings: Values) -> None:
        self._settings = settings
        plain = (str, int, float, type(None))
        own = vars(settings).items()
        self._deep = [name for name, value in own if not isinstance(value, plain)]

    def fresh(self) -> Values:
        """Give settings that nobody else has."""
        settings = copy.copy(self._settings)
        for name in self._deep:
            setattr(settings, name, copy.deepcopy(getattr(settings, name)))
        return settings
