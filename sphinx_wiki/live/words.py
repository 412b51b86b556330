"""What live preview says: pages in the language of the wiki, the terminal in the user's."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

_CATALOGUES = Path(__file__).parent.parent / "locale"
_NAME = "sphinx_wiki"

PANEL = (
    "1 error",
    "{number} errors",
    "1 warning",
    "{number} warnings",
    "Changed:",
    "{number} pages changed:",
    "This page is gone: its note was deleted or renamed.",
    "Live preview has stopped.",
)
"""What the script in the page says."""


def panel(language: str) -> dict[str, str]:
    """Give :data:`PANEL` in *language*, by what it is in English."""
    found = gettext.translation(_NAME, _CATALOGUES, [language], fallback=True)
    return {text: found.gettext(text) for text in PANEL}


@cache
def _terminal() -> gettext.NullTranslations:
    # The environment says which language that is.
    return gettext.translation(_NAME, _CATALOGUES, fallback=True)


def spoken() -> str:
    """Give the code of the language of the terminal, English where there is no translation."""
    return _terminal().info().get("language", "en")


def _(text: str) -> str:
    """Give *text* in the language of the terminal."""
    return _terminal().gettext(text)
