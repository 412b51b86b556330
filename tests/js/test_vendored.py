"""Vendored code is what its project released: not edited, nothing missing, nothing more."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

import sphinx_wiki

PACKAGE = Path(sphinx_wiki.__file__).parent
VENDOR = PACKAGE / "static" / "vendor"
FOLDERS = (VENDOR, PACKAGE / "diagrams" / "vendor", PACKAGE / "figures" / "vendor")


def listed(folder: Path) -> dict[str, str]:
    return {
        name: digest
        for package in tomllib.loads((folder / "VENDORED.toml").read_text("utf-8"))["package"]
        for name, digest in package["files"].items()
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_has_the_checksum_it_was_released_with(folder: Path) -> None:
    names = listed(folder)
    found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    assert found == names


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_listed(folder: Path) -> None:
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix() for path in files}
    assert found == {*listed(folder), "VENDORED.toml"}


def test_every_font_the_stylesheet_prefers_is_there() -> None:
    style = (VENDOR / "katex" / "katex.min.css").read_text("utf-8")
    fonts = set(re.findall(r"fonts/[\w-]+\.woff2", style))
    assert fonts
    assert {font for font in fonts if not (VENDOR / "katex" / font).is_file()} == set()


def test_our_own_styles_and_scripts_fetch_nothing_from_elsewhere() -> None:
    package = Path(sphinx_wiki.__file__).parent
    ours = [*package.glob("static/*.*"), *package.glob("theme/**/*.*")]
    assert len(ours) > 10
    foreign = re.compile(r"(src|href|url|import|fetch)\W{1,4}(https?:)?//")
    assert [path.name for path in ours if foreign.search(path.read_text("utf-8"))] == []
