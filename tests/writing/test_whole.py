"""A page that cannot be written whole stays as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeWiki


def on_a_full_disk(path: Path, text: str, **named: Any) -> int:
    """Write a half of a page; others whole."""
    if not path.name.startswith("a.html"):
        return path.write_bytes(text.encode())
    path.write_bytes(text[: len(text) // 2].encode())
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_old_page(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiki = make_wiki({"a.md": "# A\n\nOld.\n"}).build()
    before = wiki.html("a")
    wiki.write("a.md", "# A\n\nNew.\n")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", on_a_full_disk)
        said = wiki.build().warnings
    assert wiki.html("a") == before
    expected = "a.html: [Errno 28] No space left on device; the page stays as it was"
    assert [each for each in said if each.endswith(expected)]
    assert not list(wiki.outdir.glob("*.part"))
    wiki.build()
    assert "New." in wiki.html("a")
