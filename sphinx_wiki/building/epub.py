"""Sphinx's EPUB builder: formulas are MathML, and books hold nothing but the wiki."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.builders.epub3 import Epub3Builder

from sphinx_wiki.application import application
from sphinx_wiki.publish.vanished import remove_vanished

_ITEM = re.compile(r'(<item [^>]*href="([^"]+\.xhtml)"(?:(?! properties=)[^>])*?)( ?/>)')


class EpubBuilder(Epub3Builder):
    """``epub``, whose formulas are MathML."""

    def handle_finish(self) -> None:
        """Remove what is gone before the book is packed: all files of the folder go into it."""
        remove_vanished(application(self.env))
        super().handle_finish()

    def build_content(self) -> None:
        """Write the package, and say which pages hold MathML, as EPUB 3 demands."""
        self.config.epub_exclude_files = [*self.config.epub_exclude_files, *self._strangers()]
        super().build_content()
        path = Path(self.outdir) / "content.opf"
        content = path.read_text(encoding="utf-8")
        path.write_text(_ITEM.sub(self._item, content), encoding="utf-8")

    def build_epub(self) -> None:
        """Pack the book; the last one stays until there is another."""
        book = Path(self.outdir) / f"{self.config.epub_basename}.epub"
        last = book.with_name(f"{book.name}.part")
        if book.is_file():
            book.replace(last)
        try:
            super().build_epub()
        except BaseException:
            book.unlink(missing_ok=True)
            if last.is_file():
                last.replace(book)
            raise
        last.unlink(missing_ok=True)

    def _item(self, match: re.Match[str]) -> str:
        page = Path(self.outdir) / match[2]
        holds = page.is_file() and "<math " in page.read_text(encoding="utf-8")
        return f'{match[1]} properties="mathml"{match[3]}' if holds else match[0]

    def _strangers(self) -> Iterator[str]:
        """Give the files that are no part of the book: doctrees, hidden files, other books."""
        out, doctrees = Path(self.outdir), Path(self.doctreedir)
        for folder, _folders, names in os.walk(out):
            apart = Path(folder).is_relative_to(doctrees) and doctrees != out
            for name in names:
                path = Path(folder, name).relative_to(out)
                hidden = any(part.startswith(".") for part in path.parts)
                if apart or hidden or path.suffix == ".epub":
                    yield str(path)
