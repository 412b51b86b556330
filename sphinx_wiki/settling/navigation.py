"""Which pages show the contents of the whole, and what they showed when they were written.

Themes say that by drawing them, maybe in another process. No page of our own theme does,
unless its author asks for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.building.records import record_file
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.settling.toctrees import Toctrees

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_wiki.settling.toctrees import Depth


def note_navigation(app: Sphinx, docname: str, depth: Depth) -> None:
    """Record that the page of a note that is being written shows the contents of the whole."""
    line = f"{json.dumps([docname, depth])}\n".encode()
    # One write, so that lines of several processes stay whole.
    file = os.open(_asked(app), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        os.write(file, line)
    finally:
        os.close(file)


def begin_navigation(app: Sphinx) -> None:
    """Forget what pages asked for in a build that did not end."""
    _asked(app).unlink(missing_ok=True)


def save_navigation(app: Sphinx, written: Set[str]) -> None:
    """Record what the pages that were *written* show of the contents of the whole."""
    try:
        lines = _asked(app).read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    known = {name: found for name, found in _last(app).items() if name not in written}
    if not lines and len(known) == len(_last(app)):
        return
    toctrees = Toctrees(app.env)
    asked: dict[str, Depth] = {}
    for docname, depth in map(json.loads, lines):
        if asked.get(docname) != "contents":
            asked[docname] = depth
    for name in sorted(asked.keys() & written):
        known[name] = (asked[name], toctrees.navigation(name, asked[name]))
    write_if_changed(_file(app), json.dumps(known, sort_keys=True).encode())
    begin_navigation(app)


def changed_navigation(app: Sphinx, toctrees: Toctrees) -> set[str]:
    """Give the pages that are to show other contents than they do."""
    last = _last(app).items()
    return {name for name, (depth, was) in last if toctrees.navigation(name, depth) != was}


def _last(app: Sphinx) -> dict[str, tuple[Depth, str]]:
    try:
        found = json.loads(_file(app).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _file(app: Sphinx) -> Path:
    return record_file(app, "navigation")


def _asked(app: Sphinx) -> Path:
    return record_file(app, "asked")
