"""The elements that load style sheets and scripts, made once for each folder of the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Tag = Callable[[Any], str]


class AssetTags:
    """The elements that pages have written so far.

    Sphinx looks for every file again for every page; their addresses and checksums are
    the same for all pages of a folder. Can go when Sphinx, 9.0 as this is written,
    remembers a checksum by the name of the file.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, Any], str] = {}

    def remember(self, context: dict[str, Any], address: str) -> None:
        """Have the functions in *context* of the page at *address* remember what they made."""
        folder = address.partition("#")[0].rpartition("/")[0]
        for name in ("css_tag", "js_tag"):
            if name in context:
                context[name] = self._remembering(name, folder, context[name])

    def _remembering(self, name: str, folder: str, make: Tag) -> Tag:
        def tag(asset: Any) -> str:
            if not getattr(asset, "filename", asset):
                # It holds its script, often one of this page alone.
                return make(asset)
            key = (name, folder, asset)
            try:
                made = self._made.get(key)
            except TypeError:
                # An asset of another extension that cannot be looked up.
                return make(asset)
            if made is None:
                made = self._made[key] = make(asset)
            return made

        return tag
