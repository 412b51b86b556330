"""Signs of dialects that a reader would see: none stands in a built page outside code.

Independent of the package. For any folder of built pages::

    python -m tests.oracles.leftovers FOLDER
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

SIGNS = re.compile(
    r":::|\{\{<|>\}\}|#\||\[\[|\]\]|@(?:fig|tbl|sec|eq|lst|thm)-|%%|\{\.[a-z]|\{#[a-z]|\{="
)
_NOT_READ = "pre, code, kbd, samp, script, style, template, .math, .katex, math, svg"
_AROUND = 30


class Leftover(NamedTuple):
    """A sign that was left in a page."""

    page: str
    sign: str
    around: str


def leftovers(folder: Path) -> Iterator[Leftover]:
    """Give every sign that stands in the text of a page below *folder*, in code excepted."""
    for path in sorted(folder.rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        yield from in_page(page, path.relative_to(folder).as_posix())


def in_page(page: Tag, name: str) -> Iterator[Leftover]:
    """Give the signs in the text and in the titles and other words of one page."""
    for hidden in page.select(_NOT_READ):
        hidden.decompose()
    said = [page.get_text("\n")]
    for key in ("alt", "title", "aria-label", "content"):
        said += [str(tag[key]) for tag in page.select(f"[{key}]")]
    for text in said:
        for found in SIGNS.finditer(text):
            around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
            yield Leftover(name, found[0], " ".join(around.split()))


if __name__ == "__main__":
    found = list(leftovers(Path(sys.argv[1])))
    for each in found:
        sys.stdout.write(f"{each.page}: {each.sign!r} in {each.around!r}\n")
    sys.exit(bool(found))
