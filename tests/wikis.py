"""Folders of notes for tests: written from a mapping, built in this process or in another."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parent.parent

CONF = 'project = "Test wiki"\nextensions = ["sphinx_wiki"]\n'

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def said(code: str) -> str:
    """Give what a fresh Python prints that runs *code*; it can import the package."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@dataclass
class Wiki:
    """A folder of notes, and the sites built from it.

    Outputs and doctrees lie beside the folder, never in it.
    """

    source: Path
    outdir: Path
    doctrees: Path
    log: str = ""
    """What the last build said about its progress."""
    warnings: list[str] = field(default_factory=list)
    """The warnings of the last build, one a line, with paths from the notes folder."""

    @classmethod
    def create(
        cls, folder: Path, files: Mapping[str, str | bytes], *, conf: str = "", base: str = CONF
    ) -> Wiki:
        """Write *files* and a ``conf.py`` of *base* and *conf* into a folder inside *folder*."""
        wiki = cls(folder / "notes", folder / "site", folder / "doctrees")
        wiki.write("conf.py", base + conf)
        for path, text in files.items():
            wiki.write(path, text)
        return wiki

    def write(self, path: str, text: str | bytes) -> None:
        """Write one file of the folder."""
        target = self.source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def remove(self, path: str) -> None:
        """Delete one file of the folder."""
        (self.source / path).unlink()

    def build(
        self,
        builder: str = "html",
        *,
        parallel: int = 0,
        clean: bool = False,
        overrides: Mapping[str, Any] | None = None,
    ) -> Wiki:
        """Build in this process; ``clean`` starts from nothing."""
        if clean:
            self.forget()
        # Sphinx keeps the checksums of static files for as long as a process lives.
        _assets._file_checksum_inner.cache_clear()
        # And words of other languages, to stand in for those that a language lacks.
        locale.translators.clear()
        status, warning = StringIO(), StringIO()
        with patch_docutils(str(self.source)), docutils_namespace():
            app = Sphinx(
                self.source,
                self.source,
                self.outdir,
                self.doctrees,
                builder,
                confoverrides=dict(overrides or {}),
                status=status,
                warning=warning,
                parallel=parallel,
            )
            try:
                app.build()
            finally:
                self._heard(status.getvalue(), warning.getvalue())
        return self

    def build_apart(
        self, *options: str, builder: str = "html", hash_seed: int | None = None
    ) -> Wiki:
        """Build in a process of its own, as ``sphinx-build`` does."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        if hash_seed is not None:
            environment["PYTHONHASHSEED"] = str(hash_seed)
        places = ["-d", str(self.doctrees), str(self.source), str(self.outdir)]
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-b", builder, *options, *places],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self._heard(done.stdout, done.stderr)
        if done.returncode:
            raise RuntimeError(f"sphinx-build ended with {done.returncode}:\n{done.stderr}")
        return self

    def copy(self, name: str) -> Wiki:
        """Give the same notes with outputs of their own, called *name*; nothing is built."""
        folder = self.outdir.parent / name
        return Wiki(self.source, folder / "site", folder / "doctrees")

    def forget(self) -> None:
        """Remove what was built."""
        for folder in (self.outdir, self.doctrees, self.outdir.parent / "jupyter_execute"):
            shutil.rmtree(folder, ignore_errors=True)

    def read(self, path: str) -> str:
        """Give the text of one file of the site."""
        return (self.outdir / path).read_text(encoding="utf-8")

    def html(self, page: str) -> str:
        """Give the HTML of *page*, a docname."""
        return self.read(f"{page}.html")

    def article(self, page: str) -> Tag:
        """Give what a reader reads of *page*, a docname."""
        found = BeautifulSoup(self.html(page), "html.parser").find("article")
        assert isinstance(found, Tag)
        return found

    def json(self) -> dict[str, Any]:
        """Give ``wiki.json``."""
        found: dict[str, Any] = json.loads(self.read("wiki.json"))
        return found

    def files(self) -> dict[str, bytes]:
        """Give every file of the site by its path."""
        return {path: (self.outdir / path).read_bytes() for path in self.paths()}

    def paths(self) -> list[str]:
        """Give the path of every file of the site, sorted."""
        return sorted(_walk(self.outdir, self.doctrees))

    def _heard(self, status: str, warning: str) -> None:
        self.log = _COLOUR.sub("", status)
        self.warnings = [
            line.replace(f"{self.source}{os.sep}", "")
            for line in _COLOUR.sub("", warning).splitlines()
            if line.strip()
        ]


def _walk(folder: Path, without: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_relative_to(without):
            yield path.relative_to(folder).as_posix()
