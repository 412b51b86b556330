"""docutils' settings, which Sphinx looks up for each document from nothing.

``_get_settings`` makes a parser of a command line of some eighty options for every
document and asks it for its defaults, though they depend only on the kind of parser of the
document, on ``docutils.conf``, and on defaults that Sphinx passes and that win over the
first. To be proposed to Sphinx: to ask once for each kind of parser, as Sphinx 8 does. Can
go with the version that does; 9.0 is the last that is known not to.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from docutils.frontend import OptionParser, Values
from docutils.utils import DependencyList
from sphinx.util import docutils as theirs

from sphinx_wiki.upstream.put import put_once

if TYPE_CHECKING:
    from docutils import SettingsSpec

Component: TypeAlias = "SettingsSpec | type[SettingsSpec]"
Lookup: TypeAlias = Callable[..., Values]

_PARAMETERS = ["components", "defaults", "read_config_files"]

_SPECIFIED = {
    "config_section",
    "config_section_dependencies",
    "relative_path_settings",
    "settings_default_overrides",
    "settings_defaults",
    "settings_spec",
}
"""What components say about settings."""


class _Known(NamedTuple):
    stamp: tuple[object, ...]
    """Which files of configuration there are, and in which state."""
    defaults: Mapping[str, Any]
    configured: Mapping[str, Any]
    files: tuple[str, ...]


def remember_settings() -> bool:
    """Have Sphinx look up the settings of each kind of parser once; say whether it will."""
    ordinary = getattr(theirs, "_get_settings", None)
    if ordinary is None or list(signature(ordinary).parameters) != _PARAMETERS:
        return False
    put_once(theirs, "_get_settings", remembered)
    return True


def remembered(lookup: Lookup) -> Lookup:
    """Give *lookup* as a function that asks docutils once for the same kinds of components."""
    known: dict[tuple[type, ...], _Known] = {}

    @wraps(lookup)
    def look_up(*components: Component, defaults: Mapping[str, Any], **options: Any) -> Values:
        stamp = _stamp()
        if not options.get("read_config_files") or stamp is None or _any_special(components):
            return lookup(*components, defaults=defaults, **options)
        kinds = tuple(each if isinstance(each, type) else type(each) for each in components)
        try:
            if kinds not in known or known[kinds].stamp != stamp:
                known[kinds] = _ask(kinds, stamp)
        except ValueError:
            # docutils says itself what is wrong in a file.
            return lookup(*components, defaults=defaults, **options)
        found = {**known[kinds].defaults, **defaults}
        if found["_disable_config"]:
            return lookup(*components, defaults=defaults, **options)
        for name, value in known[kinds].configured.items():
            # Lists are each document's own.
            found[name] = list(value) if isinstance(value, list) else value
        found["record_dependencies"] = DependencyList()
        found["_config_files"] = list(known[kinds].files)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            return Values(found)

    return look_up


def _ask(kinds: tuple[type, ...], stamp: tuple[object, ...]) -> _Known:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        parser = OptionParser(components=kinds)
        defaults = dict(parser.defaults)
        configured = parser.get_standard_config_settings().__dict__
    return _Known(stamp, defaults, configured, tuple(parser.config_files))


def _any_special(components: tuple[Component, ...]) -> bool:
    """Say whether an object says about settings something else than its class."""
    return any(
        _SPECIFIED.intersection(vars(each)) for each in components if not isinstance(each, type)
    )


def _stamp() -> tuple[object, ...] | None:
    """Give the state of all files of configuration, if Sphinx has said which these are."""
    paths = os.environ.get("DOCUTILSCONFIG", "").split(os.pathsep)
    if not all(map(os.path.isabs, paths)):
        return None
    return tuple((path, *_state(path)) for path in paths)


def _state(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
