"""Which pages are to be written though no note changed, told without a path object for each."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_wiki.execution.store import stamp
from sphinx_wiki.upstream.outdated import only_of


class OutdatedPages(StandaloneHTMLBuilder):
    """Knows where pages are, and which are missing or older than the templates."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Give the notes whose pages are missing or older than the templates, or all.

        Pages that are older than their notes are known by their fingerprints; that a
        file has another time does not make its page old.
        """
        info = self.outdir / ".buildinfo"
        before = stamp(info)
        try:
            with only_of(self.env, set()):
                # Sphinx compares what the last build was made with, and says if templates are new.
                deque(super().get_outdated_docs(), maxlen=0)
        except IndexError:
            # A disk that filled, or a build that was ended, leaves less than Sphinx reads:
            # what the pages were made with is not known.
            info.unlink()
        if before is None or stamp(info) != before:
            yield from list(self.env.found_docs)
            return
        newest = int(self.templates.newest_template_mtime() * 10**6) if self.templates else 0
        for docname in list(self.env.found_docs):
            if docname not in self.env.all_docs or self._written_at(docname) < newest:
                yield docname

    def _written_at(self, docname: str) -> int:
        """Give when a page was written, in microseconds; -1 if it is missing."""
        try:
            return os.stat(self.page_place(docname)).st_mtime_ns // 1000  # noqa: PTH116
        except OSError:
            return -1

    def page_place(self, page_name: str) -> str:
        """Give the file of a page as :meth:`get_output_path` does, by strings as there are many."""
        return f"{self.outdir}{os.sep}{page_name}{self.out_suffix}"

    def get_output_path(self, page_name: str, /) -> Path:
        """Give the file of a page."""
        return Path(self.page_place(page_name))


class OutdatedFolders(OutdatedPages):
    """The same of pages that are alone in their folders."""

    def page_place(self, page_name: str) -> str:
        """Give the file of a page."""
        folder = "" if page_name == "index" else page_name.removesuffix("/index") + os.sep
        return f"{self.outdir}{os.sep}{folder}index{self.out_suffix}"
