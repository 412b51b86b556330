"""The outputs of cells as figures and tables: numbered, captioned, with a name to link to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser

from sphinx_wiki.dialects import extend
from sphinx_wiki.dialects.quarto.names import note_own
from sphinx_wiki.execution.options import caption_of
from sphinx_wiki.facts.cells import Caption
from sphinx_wiki.figures.plotly import PlotlyFigure
from sphinx_wiki.figures.tables import OutputTable


def frame_cells(document: nodes.document) -> None:
    """Frame the outputs of every cell of *document* that has a caption, a label or a text for
    those who cannot see them."""
    cells = [node for node in document.findall(nodes.container) if _is_cell(node)]
    for cell in cells:
        caption = caption_of(cell.get("cell_metadata") or {})
        bundles = _pictures(cell)
        _name(bundles, caption)
        if caption.captions and bundles:
            _frame(document, bundles, caption, cell.line or 0)
        elif caption.label:
            _label(document, cell, caption.label)


def _is_cell(node: nodes.container) -> bool:
    return bool(node.get("nb_element") == "cell_code")


def _pictures(cell: nodes.Element) -> Sequence[nodes.Element]:
    """Give the outputs that are shown as more than text, or else all that were displayed."""
    bundles = [
        node for node in cell.findall(nodes.container) if node.get("nb_element") == "mime_bundle"
    ]
    rich = [
        bundle
        for bundle in bundles
        if any(kind.get("mime_type") != "text/plain" for kind in bundle.findall(nodes.container)
               if "mime_type" in kind)
    ]  # fmt: skip
    return rich or bundles


def _name(bundles: Sequence[nodes.Element], caption: Caption) -> None:
    """Give every picture its text; without one, the caption says what it is."""
    texts = caption.alternatives or caption.captions
    for place, bundle in enumerate(bundles):
        text = _nth(texts, place)
        if not text:
            continue
        for image in bundle.findall(nodes.image):
            image.setdefault("alt", text)
        for figure in bundle.findall(PlotlyFigure):
            if caption.alternatives or not figure["name"]:
                figure["name"] = text


def _nth(texts: Sequence[str], place: int) -> str:
    """Give the text for one output; a single one is for all."""
    if len(texts) == 1:
        return texts[0]
    return texts[place] if place < len(texts) else ""


def _frame(
    document: nodes.document, bundles: Sequence[nodes.Element], caption: Caption, line: int
) -> None:
    if len(caption.captions) == 1:
        _wrap(document, bundles, caption.captions[0], caption, caption.label, line)
        return
    for number, (bundle, words) in enumerate(zip(bundles, caption.captions, strict=False), 1):
        label = f"{caption.label}-{number}" if caption.label else ""
        _wrap(document, [bundle], words, caption, label, line)


def _wrap(  # noqa: PLR0913, PLR0917
    document: nodes.document,
    bundles: Sequence[nodes.Element],
    words: str,
    caption: Caption,
    label: str,
    line: int,
) -> None:
    frame: nodes.Element = nodes.figure() if caption.kind == "figure" else OutputTable()
    frame.source, frame.line = document["source"], line
    first = bundles[0]
    first.parent.replace(first, frame)
    for bundle in bundles[1:]:
        bundle.parent.remove(bundle)
    described = _parsed(document, words, line)
    described.source, described.line = document["source"], line
    frame.extend([*bundles, described] if caption.kind == "figure" else [described, *bundles])
    if label:
        _label(document, frame, label)


def _label(document: nodes.document, node: nodes.Element, label: str) -> None:
    name = nodes.fully_normalize_name(label)
    node["names"].append(name)
    note_own(document.settings.env, name)
    document.note_explicit_target(node, node)


def _parsed(document: nodes.document, text: str, line: int) -> nodes.caption:
    """Give a caption with the Markdown of *text* as content."""
    parser: Any = create_md_parser(document.settings.env.myst_config, SphinxRenderer)
    parser.options["document"] = document
    extend(parser, document.settings.env.config.wiki_dialects)
    renderer = parser.renderer
    assert isinstance(renderer, SphinxRenderer)
    renderer.setup_render(parser.options, {})
    caption = nodes.caption(text, "")
    with renderer.current_node_context(caption):
        renderer.nested_render_text(text, line, inline=True)
    return caption
