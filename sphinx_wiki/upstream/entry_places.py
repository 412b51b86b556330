"""Where the entry of a ``.bib`` file is that lacks a field.

sphinxcontrib-bibtex names the bibliography that shows it, which may be on a page that makes
itself: in a file that nobody wrote. To be proposed to sphinxcontrib-bibtex: to name the file
of the entry. Can go with the version that does; 2.7 as this is written does not.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_LOGGER = logging.getLogger("sphinx.sphinxcontrib.bibtex.domain")


class EntryPlaces(logging.Filter):
    """Names the file and line of such an entry instead, once for each."""

    def __init__(self) -> None:
        super().__init__()
        self._files: list[tuple[Path, Any]] = []
        self._said: set[str] = set()

    def register(self, app: Sphinx) -> None:
        """Do so in every build of *app*."""
        # 499 and 501: before and after entries are looked at (500).
        app.connect("env-updated", self.begin, priority=499)
        app.connect("env-updated", self.end, priority=501)

    def begin(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Listen to what is said of entries."""
        del app
        domain: Any = env.domains["cite"]
        self._files = [*domain.bibdata.bibfiles.items()]
        self._said.clear()
        _LOGGER.addFilter(self)

    def end(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Listen no more."""
        del app, env
        _LOGGER.removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let *record* pass, unless it has been said of another bibliography."""
        if getattr(record, "subtype", None) != "missing_field":
            return True
        message = record.getMessage()
        if message in self._said:
            return False
        self._said.add(message)
        # A file may be gone in the meantime.
        with suppress(OSError):
            if place := self._place(message.rpartition(" in ")[2]):
                record.__dict__["location"] = place
        return True

    def _place(self, key: str) -> str | None:
        path = next((Path(path) for path, file in self._files if key in file.keys), None)
        if path is None:
            return None
        head = re.compile(rf"^\s*@\w+\s*[{{(]\s*{re.escape(key)}\s*,", re.MULTILINE | re.IGNORECASE)
        text = path.read_text("utf-8", errors="replace")
        found = head.search(text)
        return f"{path}:{text.count(chr(10), 0, found.end()) + 1}" if found else str(path)
