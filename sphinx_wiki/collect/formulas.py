"""Formulas of a note: their numbers and labels, references in TeX, and their faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from sphinx_wiki.facts.macros import read_macros
from sphinx_wiki.facts.tex import (
    Equations,
    fault,
    labels,
    read_equations,
    references,
    tag,
    without_labels,
)
from sphinx_wiki.facts.tex_text import tex_text
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.nodes import Inventory

NUMBERS = "wiki_numbers"
"""The attribute of a displayed formula with the numbers of its rows, where it has several."""
NAMES = "wiki_names"
"""The attribute of a displayed formula with its names, each with the number that it means."""
NOTE = "wiki_note"
"""The attribute of a formula that has names in TeX, or means others, with the note it is of."""

# What MyST labels an environment with, to have it numbered: random, so no two builds agree.
_RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REFERENCE = re.compile(r"\s*\\(?:eq)?ref\s*\{([^{}]+)\}\s*")
_SHOWN = 60


class FormulaTransform(SphinxTransform):
    """Numbers the displayed formulas of a note as LaTeX would, row by row."""

    # After labels became ids of what they stand before (260).
    default_priority = 270

    def apply(self, **kwargs: object) -> None:
        """Number, label and check every formula."""
        macros = read_macros(self.config)
        bodies = {name: macro.body for name, macro in macros.items()}
        held = Inventory(self.document)
        inside, blocks = held.of(nodes.math), held.of(nodes.math_block)
        for node in (*inside, *blocks):
            tex = node.astext()
            if found := fault(tex, bodies):
                line = tex.splitlines()[found.line].strip()
                shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
                warn(f"In the formula '{shown}', {found.message}.", Kind.FORMULA, node)
            if labels(tex) or references(tex):
                node[NOTE] = self.env.current_document.docname
            if (match := _REFERENCE.fullmatch(tex)) and isinstance(node, nodes.math):
                node.replace_self(self._reference(match[1], node))
        domain = self.env.domains.math_domain
        # Numbered anew in order: an environment may have several numbers.
        domain.clear_doc(self.env.current_document.docname)
        self._numbers = count(1)
        for block in blocks:
            self._number(block)

    def _reference(self, label: str, node: nodes.math) -> pending_xref:
        r"""Give the cross-reference that a formula of nothing but ``\eqref`` is."""
        reference = pending_xref(
            "",
            nodes.literal("", label, classes=["xref", "eq"]),
            refdomain="math",
            reftype="eq",
            reftarget=label,
            refdoc=self.env.current_document.docname,
            refexplicit=False,
            refwarn=True,
        )
        reference.source, reference.line = node.source, node.line
        return reference

    def _number(self, node: nodes.math_block) -> None:
        label = node.get("label")
        if label and _RANDOM.fullmatch(label):
            _drop_label(node, label)
            label = None
        given = (label,) if label else ()
        equations = read_equations(node.astext())
        if equations is None:
            self._number_one(node, given)
        else:
            self._number_rows(node, equations, given)

    def _number_one(self, node: nodes.math_block, given: tuple[str, ...]) -> None:
        tex = node.astext()
        own = labels(tex)
        if own:
            # The label is the page's from here on, as is the number.
            node.children = []
            node += nodes.Text(without_labels(tex))
            node.setdefault("label", own[0])
            node["docname"] = self.env.current_document.docname
        names = (*given, *own)
        node["number"] = _tagged(tex) or (next(self._numbers) if names else None)
        self._register(node, names, node["number"])

    def _number_rows(
        self, node: nodes.math_block, equations: Equations, given: tuple[str, ...]
    ) -> None:
        whole = node.get("no-wrap", node.get("nowrap", False))
        numbers: list[Any] = []
        for row, _end in equations.rows:
            own = labels(row)
            wanted = equations.numbered(row) and (whole or own)
            number = _tagged(row) or (next(self._numbers) if wanted else None)
            numbers.append(number)
            if number is not None:
                self._register(node, own, number)
        first = next((each for each in numbers if each is not None), None)
        several = len(numbers) > 1 and first is not None
        if given and first is None:
            first = next(self._numbers)
        self._register(node, given, first)
        node["number"] = None if several else first
        if several:
            node[NUMBERS] = [
                None if number is None else tag(row) or str(number)
                for number, (row, _end) in zip(numbers, equations.rows, strict=True)
            ]

    def _register(self, node: nodes.math_block, names: Iterable[str], number: Any) -> None:
        docname = self.env.current_document.docname
        for name in names:
            self.env.domains.math_domain.equations[name] = (docname, number)
            node[NAMES] = [*node.get(NAMES, ()), (name, number)]
            anchor = nodes.make_id(f"equation-{name}")
            if anchor not in node["ids"]:
                node["ids"].append(anchor)
                self.document.ids.setdefault(anchor, node)


def _tagged(tex: str) -> str | None:
    r"""Give what a ``\tag`` says, as text: a reference shows it."""
    found = tag(tex)
    return None if found is None else tex_text(found.replace("$", ""))


def _drop_label(node: nodes.math_block, label: str) -> None:
    """Take the label, its id, and the target that brought it, out of the document."""
    anchor = nodes.make_id(f"equation-{label}")
    del node["label"]
    node["ids"] = [each for each in node["ids"] if each != anchor]
    if node.document is not None:
        node.document.ids.pop(anchor, None)
    before = node.parent.index(node) - 1
    target = node.parent[before] if before >= 0 else None
    if isinstance(target, nodes.target) and anchor in (target.get("refid"), *target["ids"]):
        node.parent.remove(target)
