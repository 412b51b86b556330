"""Formatters of code, made once for all code that is shown in one way."""

from __future__ import annotations

from typing import Any

from pygments.formatter import Formatter
from pygments.formatters.html import HtmlFormatter
from sphinx.highlighting import PygmentsBridge


def keep_formatters(bridge: PygmentsBridge) -> None:
    """Have *bridge* make a formatter once for all code with the same options.

    Each makes a style sheet of all kinds of tokens first, as much work as formatting a few
    lines. Can go when Sphinx, 9.0 as this is written, keeps them itself.
    """
    formatter = getattr(bridge.formatter, "__origin__", bridge.formatter)
    if type(bridge) is PygmentsBridge and formatter is HtmlFormatter:
        bridge.get_formatter = _Formatters(bridge).get  # type: ignore[method-assign]


class _Formatters:
    """The formatters of one bridge by their options."""

    def __init__(self, bridge: PygmentsBridge) -> None:
        self._bridge = bridge
        self._make = bridge.get_formatter
        self._made: dict[str, Formatter[str]] = {}

    def get(self, **options: Any) -> Formatter[str]:
        """Give a formatter with *options*, beside those that all of the bridge have."""
        key = repr((sorted(options.items()), sorted(self._bridge.formatter_args.items())))
        if key not in self._made:
            self._made[key] = self._make(**options)
        return self._made[key]
