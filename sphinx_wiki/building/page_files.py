"""What a page loads of the extensions we stand on: nothing for what is not on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_wiki.nodes import Inventory, is_authors

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder


def leave_out(builder: StandaloneHTMLBuilder, context: dict[str, Any], held: Inventory) -> None:
    """Take from *context* the styles and scripts for what the document does not hold.

    Extensions add them to every page. Together they are a tenth of what a first visit to a
    plain note loads. Nothing is taken where the author's own HTML may use it.
    """
    if any(map(is_authors, held.of(nodes.raw))):
        return
    unused = tuple(_unused(held))
    own = (builder._css_files, builder._js_files)
    # Builders of data for other programs have none.
    for kind in context.keys() & {"css_files", "script_files"}:
        files = context[kind]
        kept = [each for each in files if not _name(each).startswith(unused)]
        if any(files is each for each in own):
            # Sphinx's list for this page, to which listeners after this one add.
            files[:] = kept
        else:
            context[kind] = kept


def _unused(held: Inventory) -> Iterator[str]:
    """Give how the names of files begin that nothing of what is *held* needs."""
    classes = {each for node in held.of(nodes.Element) for each in node.attributes["classes"]}
    if not held.of(nodes.literal_block) and not held.of(nodes.doctest_block):
        yield from ("copybutton.", "clipboard.")
    if not any(each.startswith("sd-") for each in classes):
        yield from ("sphinx-design.", "design-tabs.")
    if not any(each.startswith(("cell", "output")) for each in classes):
        yield "mystnb."


def _name(file: Any) -> str:
    """Give the name of a style sheet or script; an empty one for what stands in the page."""
    return PurePosixPath(str(getattr(file, "filename", file) or "")).name
