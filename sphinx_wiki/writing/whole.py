"""Pages that are put in their place when they are whole: a full disk leaves the old ones."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.util.inventory import InventoryFile

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.files import put_in_place

_LOGGER = logging.getLogger("sphinx.sphinx.builders.html")
"""By which Sphinx says that it could not write a page, and goes on."""


class _Failure(logging.Filter):
    """Hears that a page could not be written, and has it said of its place."""

    def __init__(self, part: Path, path: Path) -> None:
        super().__init__()
        self._part = part
        self._path = path
        self.heard = False

    def filter(self, record: logging.LogRecord) -> bool:
        """Let *record* pass."""
        match record.args:
            case (path, OSError() as error) if str(path) == str(self._part):
                self.heard = True
                record.msg = f"{record.msg}; the page stays as it was"
                record.args = (self._path, error)
        return True


class WholePages(StandaloneHTMLBuilder):
    """Writes each page beside its place, and puts it there in one step."""

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: os.PathLike[str] | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page; one that cannot be written stays as it was."""
        path = Path(outfilename or self.get_output_path(pagename))
        part = path.with_name(f"{path.name}.part")
        failure = _Failure(part, path)
        _LOGGER.addFilter(failure)
        try:
            super().handle_page(
                pagename, addctx, templatename, outfilename=part, event_arg=event_arg
            )
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        finally:
            _LOGGER.removeFilter(failure)
        if failure.heard:
            part.unlink(missing_ok=True)
        else:
            self.put(part, path)

    def dump_inventory(self) -> None:
        """Write the names that other projects can link to, if they are others now."""
        alike = wiki_domain(self.env).alike
        if alike is not None and INVENTORY_FILENAME in alike.written:
            return
        path = Path(self.outdir) / INVENTORY_FILENAME
        part = path.with_name(f"{path.name}.part")
        with put_in_place(part, path):
            InventoryFile.dump(part, self.env, self)

    def put(self, part: Path, path: Path) -> None:
        """Put a page that is whole in its place."""
        part.replace(path)
