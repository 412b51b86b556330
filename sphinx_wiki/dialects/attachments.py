"""Pictures that a cell of a Jupyter notebook holds: pasted into its text, with no file."""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode
from collections.abc import Mapping
from mimetypes import guess_extension
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx_wiki.reading.notebooks import ATTACHED

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_nb.sphinx_ import SphinxNbRenderer

SCHEME = "attachment:"


def extend(md: MarkdownIt) -> None:
    """Have *md* know, while it renders a cell, what is attached to it."""
    md.add_render_rule("render_nb_cell_markdown", _cell, fmt="docutils")


def _cell(self: SphinxNbRenderer, token: SyntaxTreeNode) -> None:
    self.md_env[ATTACHED] = token.meta["metadata"].get(ATTACHED, {})
    type(self).render_nb_cell_markdown(self, token)
    del self.md_env[ATTACHED]


def attached_file(renderer: Any, address: str) -> str | None:
    """Write what *address* names in the cell that is rendered, and give its path, if it does.

    It is written where MyST-NB writes the pictures that cells give.
    """
    cell: Mapping[str, Mapping[str, str]] = renderer.md_env.get(ATTACHED, {})
    name = unquote(address.removeprefix(SCHEME))
    for kind, content in cell.get(name, {}).items():
        if not kind.startswith("image/") or not isinstance(content, str):
            continue
        data = _bytes(content)
        ending = guess_extension(kind) or f".{kind.partition('/')[2]}"
        file = hashlib.sha256(data).hexdigest() + ending
        return str(renderer.nb_renderer.write_file([file], data, overwrite=False, exists_ok=True))
    return None


def _bytes(content: str) -> bytes:
    try:
        return b64decode(content.replace("\n", ""), validate=True)
    except (binascii.Error, ValueError):
        # Pictures that are text may be saved as such.
        return content.encode()
