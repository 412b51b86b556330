"""What drawing a listing asks of the site around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sphinx_wiki.facts.model import Item


@dataclass(frozen=True)
class Site:
    """Addresses and words of the site.

    Every address is from the root of the site (``notes/qlora.html``), or whole
    (``https://…``), so that what a page holds and what the shared data file
    holds are the same.
    """

    uri: Callable[[Item], str]
    """The address of an item; empty where it has none."""
    image_uri: Callable[[str], str | None]
    """The address of an image, from its path in the source folder or its URL;
    ``None`` where there is no such image."""
    category_uri: Callable[[str], str | None]
    """The address of a category's page; ``None`` where it has none."""
    date: Callable[[str, str | None], str]
    """An ISO date in the language of the site, by a listing's ``date-format``."""
    text: Callable[[str], str]
    """The translation of one of our own texts."""
    language: str = "en"
    """An IETF language tag, for sorting."""
