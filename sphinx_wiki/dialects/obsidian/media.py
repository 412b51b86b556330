"""Films, sound and PDF within a page: the node, and the players that HTML has for it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


class MediaEmbed(addnodes.download_reference):
    """A film, sound or PDF that the page itself shows; elsewhere a link to the file.

    ``kind`` is ``audio``, ``video`` or ``pdf``, ``part`` what stands after ``#``.
    """


def visit_media(self: HTML5Translator, node: MediaEmbed) -> None:
    """Write a player with the link to the file in it, for browsers that cannot play it."""
    if "filename" not in node or not self.builder.download_support:
        self.visit_download_reference(node)
        self.context.append("")
        return
    address = html.escape(f"{self.builder.dlpath}/{quote(node['filename'])}")
    name = html.escape(node.astext())
    if node["kind"] == "pdf":
        part = f"#{quote(node['part'], safe='=&')}" if node["part"] else ""
        self.body.append(
            f'<object class="wiki-media" type="application/pdf" data="{address}{part}" '
            f'aria-label="{name}">'
        )
    else:
        self.body.append(
            f'<{node["kind"]} class="wiki-media" controls preload="metadata" src="{address}" '
            f'aria-label="{name}">'
        )
    self.visit_download_reference(node)
    self.context.append("</object>" if node["kind"] == "pdf" else f"</{node['kind']}>")


def depart_media(self: HTML5Translator, node: MediaEmbed) -> None:
    """End the link, then the player."""
    end = self.context.pop()
    self.depart_download_reference(node)
    self.body.append(end)
