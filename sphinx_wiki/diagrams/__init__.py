"""Mermaid's diagrams: code in documents, which pages of HTML draw.

A diagram is a ``literal_block`` in the language ``mermaid``, whether a fence,
a directive or a cell of Quarto made it. So every format but HTML shows its source.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective, is_directive_registered
from sphinx.writers.html5 import HTML5Translator

from sphinx_wiki.facts.diagrams import height_of, name_of
from sphinx_wiki.nodes import Inventory

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_ = get_translation("sphinx_wiki")

LANGUAGE = "mermaid"
SCRIPT = "wiki-mermaid.js"
LIBRARY = Path(__file__).parent / "vendor" / "mermaid.min.js"


def is_diagram(node: nodes.Node) -> bool:
    """Say whether *node* is a diagram."""
    return isinstance(node, nodes.literal_block) and node.get("language") == LANGUAGE


def has_diagram(held: Inventory) -> bool:
    """Say whether there is a diagram among what is *held*."""
    return any(map(is_diagram, held.of(nodes.literal_block)))


class MermaidDirective(SphinxDirective):
    """``{mermaid}``: a diagram, with what a screen reader calls it as ``alt``."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "alt": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Give the diagram; in a container with the line below it, if there is one."""
        source = "\n".join(self.content)
        block = nodes.literal_block(source, source, language=LANGUAGE)
        if alt := self.options.get("alt"):
            block["alt"] = alt
        block["classes"] += self.options.get("class", [])
        self.set_source_info(block)
        self.add_name(block)
        if "caption" not in self.options:
            return [block]
        words, problems = self.parse_inline(self.options["caption"])
        caption = nodes.paragraph("", "", *words, classes=["wiki-diagram-caption"])
        return [nodes.container("", block, caption), *problems]


def register_directive(app: Sphinx, config: Config) -> None:
    """Read ``{mermaid}``, unless another extension does."""
    del config
    if not is_directive_registered(LANGUAGE):
        app.add_directive(LANGUAGE, MermaidDirective)


def visit_html(self: HTML5Translator, node: nodes.literal_block) -> None:
    """Write the place of a diagram with its source; any other code as Sphinx does."""
    if not is_diagram(node) or self.builder.name == "epub":
        HTML5Translator.visit_literal_block(self, node)
        return
    source = node.astext()
    name = node.get("alt") or name_of(source) or _("Diagram")
    ids = "".join(f'<span id="{escape(each)}"></span>' for each in node["ids"])
    classes = " ".join(["wiki-diagram", *node["classes"]])
    said = escape(json.dumps({"failed": _("This diagram cannot be drawn.")}, ensure_ascii=False))
    data = json.dumps(source, ensure_ascii=False).replace("<", "\\u003c")
    self.body.append(
        f'<div class="{escape(classes)}" role="figure" aria-label="{escape(name)}" '
        f'style="min-height:{height_of(source)}px" data-words="{said}">{ids}'
        f"<noscript><pre>{escape(source)}</pre></noscript>"
        f'<script type="application/json">{data}</script></div>\n'
    )
    raise nodes.SkipNode


def depart_html(self: HTML5Translator, node: nodes.literal_block) -> None:
    """End code that is no diagram."""
    HTML5Translator.depart_literal_block(self, node)
