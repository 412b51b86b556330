"""Sphinx's EPUB builder, which says in the package which pages hold MathML."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.builders.epub3 import Epub3Builder

_ITEM = re.compile(r'(<item [^>]*href="([^"]+\.xhtml)"(?:(?! properties=)[^>])*?)( ?/>)')


class EpubBuilder(Epub3Builder):
    """``epub``, whose formulas are MathML."""

    def build_content(self) -> None:
        """Write the package, and say which pages hold MathML, as EPUB 3 demands."""
        super().build_content()
        path = Path(self.outdir) / "content.opf"
        content = path.read_text(encoding="utf-8")
        path.write_text(_ITEM.sub(self._item, content), encoding="utf-8")

    def _item(self, match: re.Match[str]) -> str:
        page = Path(self.outdir) / match[2]
        holds = page.is_file() and "<math " in page.read_text(encoding="utf-8")
        return f'{match[1]} properties="mathml"{match[3]}' if holds else match[0]
