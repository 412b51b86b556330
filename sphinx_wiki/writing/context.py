"""What templates are given, without the cost of telling it to nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import escape

_NAME_OF_PAGE = "DOCUMENTATION_OPTIONS.pagename = "


class PageContext(dict[str, Any]):
    """The context of a page, which gives no more than its name once after :meth:`hush`.

    Sphinx writes all that is given to listeners of an event into a message for debugging,
    with the whole page in it. To be proposed to Sphinx, 9.0 as this is written: to make
    the message only where it is shown.
    """

    _hushed = False

    def hush(self) -> None:
        """Keep silent the next time that one asks what is in it."""
        self._hushed = True

    def copy(self) -> PageContext:
        """Give a context with the same."""
        return PageContext(self)

    __copy__ = copy

    def __repr__(self) -> str:
        """Give what is in it, unless it is hushed."""
        if not self._hushed:
            return super().__repr__()
        self._hushed = False
        return "{...}"


def css_elements(
    files: Iterable[Any], tag: Callable[[Any], str], pathto: Callable[..., str]
) -> str:
    """Give the elements for style sheets that the macro ``css`` of Sphinx's layout gives."""
    elements = (
        tag(file)
        if getattr(file, "filename", None)
        else f'<link rel="stylesheet" href="{escape(pathto(file, 1))}" type="text/css" />'
        for file in files
    )
    return "".join(f"\n    {element}" for element in elements)


def script_elements(files: Iterable[Any], tag: Callable[[Any], str], page: str) -> str:
    """Give the elements for scripts.

    The theme writes the name of the page into a script without escaping it.

    :param page: the name of the page as JavaScript.
    """
    elements = (
        f"<script>{_NAME_OF_PAGE}{page};</script>" if _names_page(file) else tag(file)
        for file in files
    )
    return "".join(f"\n    {element}" for element in elements)


def _names_page(file: Any) -> bool:
    body = (getattr(file, "attributes", None) or {}).get("body", "")
    return bool(body.startswith(_NAME_OF_PAGE))
