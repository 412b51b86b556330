"""Formulas in each format: TeX for the browser to draw, MathML in EPUB, labels in LaTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Set
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _ as of_sphinx
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.math import get_node_equation_number

from sphinx_wiki.application import application
from sphinx_wiki.collect.formulas import NOTE, NUMBERS
from sphinx_wiki.facts.crossrefs import EQUATION, NO_LABELS, Label
from sphinx_wiki.facts.macros import as_latex, expand, read_definitions, read_macros
from sphinx_wiki.facts.tex import map_labels, map_references, read_equations, without_tag
from sphinx_wiki.figures.numbers import equation_number
from sphinx_wiki.html.formulas import CLASSES, drawable, marked
from sphinx_wiki.render.mathml import mathml

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

RENDERER = "wiki"
KATEX = "vendor/katex"
_CHEMISTRY = re.compile(r"\\(ce|pu)(?![a-zA-Z])")

_ = get_translation("sphinx_wiki")


def visit_math(writer: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a sentence."""
    tex = _with_numbers(node, writer.builder.env)
    writer.body.append(writer.starttag(node, "span", "", CLASS=CLASSES))
    writer.body.append(_formula(writer, tex, display=False) + "</span>")
    raise nodes.SkipNode


def visit_math_block(writer: HTML5Translator, node: nodes.math_block) -> None:
    """Write a displayed formula with its number, if it has one for all rows."""
    tex = _with_numbers(node, writer.builder.env)
    writer.body.append(writer.starttag(node, "div", CLASS=CLASSES))
    if node["number"]:
        # Where figures are numbered by chapter, a note in no chapter has no such number.
        number = get_node_equation_number(writer, node) or node["number"]
        writer.body.append(f'<span class="eqno">({writer.encode(str(number))})')
        if node["ids"]:
            writer.add_permalink_ref(node, of_sphinx("Link to this equation"))
        writer.body.append("</span>")
        tex = without_tag(tex)
    shown = drawable(tex, node.get(NUMBERS, ()))
    writer.body.append(_formula(writer, shown, display=True) + "</div>\n")
    raise nodes.SkipNode


def _formula(writer: HTML5Translator, tex: str, *, display: bool) -> str:
    if writer.builder.name != "epub":
        return marked(tex, display=display)
    # Readers of EPUB run no scripts.
    return mathml(tex, display=display)


def _with_numbers(node: nodes.Element, env: BuildEnvironment) -> str:
    r"""Give the TeX of *node* with the numbers that ``\eqref`` and ``\ref`` in it mean."""

    def number(command: str, label: str) -> str:
        found = (_meant(env, node, label) or ("", "???"))[1]
        return rf"\text{{({found})}}" if command == "eqref" else rf"\text{{{found}}}"

    return map_references(node.astext(), number)


def _meant(env: BuildEnvironment, node: nodes.Element, name: str) -> tuple[str, str] | None:
    """Give the note and the number of the equation that a formula calls by *name*."""
    here = node.get(NOTE, "")
    own: Label | None = env.domaindata["wiki"]["labels"].get(here, NO_LABELS).get(name)
    if own is not None and own.kind == EQUATION:
        return here, equation_number(env, here, own.anchor, own.number)
    equations = env.domains.math_domain.equations
    if name not in equations:
        return None
    docname, number = equations[name]
    anchor = nodes.make_id(f"equation-{name}")
    return docname, equation_number(env, docname, anchor, str(number))


def add_renderer(builder: StandaloneHTMLBuilder, formulas: Set[str], *, at_once: bool) -> None:
    """Let a page that shows *formulas* draw them; one without any loads nothing.

    :param at_once: whether it shows some of them when it is opened, and not only when a
        listing turns to another page.
    """
    # Readers of EPUB run no scripts.
    if not formulas or builder.name == "epub":
        return
    macros = read_macros(builder.config)
    fault = _("This formula could not be drawn; its TeX is shown.")
    builder.add_css_file(f"{KATEX}/katex.min.css")
    # Formulas change the height of lines: nothing is painted before they are drawn.
    blocking: Any = {"defer": ""} | ({"blocking": "render"} if at_once else {})
    builder.add_js_file(f"{KATEX}/katex.min.js", **blocking)
    bodies = [macro.body for macro in macros.values()]
    if any(_CHEMISTRY.search(tex) for tex in (*formulas, *bodies)):
        builder.add_js_file(f"{KATEX}/contrib/mhchem.min.js", **blocking)
    given = json.dumps(macros, sort_keys=True, separators=(",", ":"))
    data: Any = {"data-fault": fault} | ({"data-macros": given} if macros else {})
    builder.add_js_file("wiki-math.js", **blocking, **data)
    builder.add_js_file(f"{KATEX}/contrib/copy-tex.min.js", defer="")


def _in_order(document: nodes.document) -> list[nodes.Element]:
    """Give the formulas as they stand: one may define the macros of the next."""
    kinds = (nodes.math, nodes.math_block)
    return [node for node in document.findall(nodes.Element) if isinstance(node, kinds)]


class EpubFormulas(SphinxPostTransform):
    """Replaces macros by what they stand for, as MathML has none."""

    default_priority = 4
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Expand every formula, in order: what one defines, those after it can use."""
        if application(self.env).builder.name != "epub":
            return
        macros = read_macros(self.config)
        for node in _in_order(self.document):
            tex, macros = read_definitions(node.astext(), macros)
            _set_tex(node, expand(tex, macros))


class LatexFormulas(SphinxPostTransform):
    """Gives labels in TeX the names that Sphinx's references to equations have in LaTeX."""

    # Before Sphinx makes references to equations (5).
    default_priority = 4
    formats = ("latex",)

    def run(self, **kwargs: object) -> None:
        """Rewrite every formula that has labels or references."""
        for node in _in_order(self.document):
            tex = self._renamed(node) if NOTE in node else node.astext()
            _set_tex(node, tex)
            # LaTeX takes equations in no other environment, and matrices in one alone.
            if isinstance(node, nodes.math_block) and read_equations(tex) is not None:
                node["nowrap"] = True
            elif "amsmath" in node["classes"]:
                node["nowrap"] = False

    def _renamed(self, node: nodes.Element) -> str:
        def named(label: str) -> str:
            found = _meant(self.env, node, label)
            return label if found is None else f"equation:{found[0]}:{label}"

        tex = map_labels(node.astext(), lambda name: rf"\label{{{named(name)}}}")
        return map_references(tex, lambda command, name: rf"\{command}{{{named(name)}}}")


def _set_tex(node: nodes.Element, tex: str) -> None:
    if tex != node.astext():
        node.children = []
        node += nodes.Text(tex)


def define_macros(app: Sphinx, config: Config) -> None:
    """Give LaTeX the macros that formulas in HTML have."""
    del app
    if macros := read_macros(config):
        elements = dict(config.latex_elements)
        elements["preamble"] = f"{elements.get('preamble', '')}\n{as_latex(macros)}"
        config["latex_elements"] = elements
