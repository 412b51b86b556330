"""What a page loads of the extensions we stand on: nothing for what is not on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from docutils import nodes


def leave_out(context: dict[str, Any], document: nodes.document) -> None:
    """Take from *context* the styles and scripts for what *document* does not hold.

    Extensions add them to every page. Together they are a tenth of what a first visit to a
    plain note loads. Nothing is taken where the author's own HTML may use it.
    """
    elements = [*document.findall(nodes.Element)]
    if any(isinstance(each, nodes.raw) for each in elements):
        return
    unused = tuple(_unused(elements))
    for kind in ("css_files", "script_files"):
        context[kind] = [each for each in context[kind] if not _name(each).startswith(unused)]


def _unused(elements: list[nodes.Element]) -> Iterator[str]:
    """Give how the names of files begin that nothing among *elements* needs."""
    classes = {each for element in elements for each in element["classes"]}
    if not any(isinstance(each, (nodes.literal_block, nodes.doctest_block)) for each in elements):
        yield from ("copybutton.", "clipboard.")
    if not any(each.startswith("sd-") for each in classes):
        yield from ("sphinx-design.", "design-tabs.")
    if not any(each.startswith(("cell", "output")) for each in classes):
        yield "mystnb."


def _name(file: Any) -> str:
    """Give the name of a style sheet or script; an empty one for what stands in the page."""
    return PurePosixPath(str(getattr(file, "filename", file) or "")).name
