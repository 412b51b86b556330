"""Vendored code is what its project released: not edited, nothing missing, nothing more."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import sphinx_wiki

VENDOR = Path(sphinx_wiki.__file__).parent / "static" / "vendor"
LISTED = {
    name: digest
    for package in tomllib.loads((VENDOR / "VENDORED.toml").read_text("utf-8"))["package"]
    for name, digest in package["files"].items()
}


def test_every_file_has_the_checksum_it_was_released_with() -> None:
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in LISTED}
    assert found == LISTED


def test_every_file_is_listed() -> None:
    files = (path for path in VENDOR.rglob("*") if path.is_file())
    assert {path.relative_to(VENDOR).as_posix() for path in files} == {*LISTED, "VENDORED.toml"}


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
