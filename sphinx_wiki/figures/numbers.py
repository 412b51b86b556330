"""Numbers of figures and tables: each note counts its own, from 1.

Sphinx counts through a whole document, along its toctrees, so that a figure
added to one note would change pages of others, and notes without a toctree
would have no numbers at all. Where conf.py sets ``numfig``, Sphinx counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_wiki.application import application
from sphinx_wiki.explicit import explicit
from sphinx_wiki.nodes import Inventory
from sphinx_wiki.upstream.section_numbers import in_order

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

Numbers: TypeAlias = Mapping[str, Mapping[str, int]]
"""By kind (``figure``, ``table``, ``code-block``) and id."""

SUBFIGURE = "wiki_subfigure"
"""The attribute of a part of a figure that holds its letter."""

UNNUMBERED = "wiki_unnumbered"
"""The attribute of a figure, table or listing that has a caption and no number."""


class NumberReferences(SphinxTransform):
    """Makes a link without words to a figure of its own note one that shows the number."""

    # Before links are collected, and MyST makes them show the caption (850, 879).
    default_priority = 845

    def apply(self, **kwargs: Any) -> None:
        """Replace each such link by a reference to a number."""
        if not self.config.numfig:
            return
        standard = self.env.domains.standard_domain
        for link in list(self.document.findall(nodes.reference)):
            if not link.get("id_link") or link.children:
                continue
            name = nodes.fully_normalize_name(link["refuri"][1:])
            target = self.document.ids.get(self.document.nameids.get(name) or "")
            if target is None or not standard.get_numfig_title(target):
                continue
            number = addnodes.pending_xref(
                "",
                nodes.literal("", name, classes=["xref", "std", "std-numref"]),
                refdoc=self.env.current_document.docname,
                refdomain="std",
                reftype="numref",
                reftarget=name,
                refexplicit=False,
                refwarn=True,
            )
            number.source, number.line = link.source, link.line
            link.replace_self(number)


class NumberCaptions(SphinxPostTransform):
    """Writes the number into captions, for writers that only show what a caption says."""

    default_priority = 5
    formats = ("text", "man")

    def run(self, **kwargs: Any) -> None:
        """Put the number before every caption that has one."""
        docname = self.env.current_document.docname
        for caption in self.document.findall(nodes.caption):
            frame = caption.parent
            number = words(self.env, docname, frame["ids"][0])[0] if frame["ids"] else ""
            if number:
                caption.insert(0, nodes.Text(f"{number}: "))


def number_embedded(env: BuildEnvironment, docname: str, content: nodes.Element) -> None:
    """Write into captions the numbers that they have in *docname*, for a page that embeds them.

    Links in the same words show these numbers, and the page's own count leaves embeds out.
    LaTeX alone counts whatever has a caption, and is left to it.
    """
    builder = application(env).builder
    if builder.format in {"latex", "texinfo"}:
        return
    for caption in [*content.findall(nodes.caption), *content.findall(nodes.title)]:
        frame = caption.parent
        if isinstance(frame, nodes.section) or not frame["ids"]:
            continue
        if number := words(env, docname, frame["ids"][0])[0]:
            ending = ": " if builder.format in NumberCaptions.formats else " "
            caption.insert(0, nodes.inline("", number + ending, classes=["caption-number"]))


def count(env: BuildEnvironment, held: Inventory) -> Numbers:
    """Count the captioned figures, tables and listings of a note, each kind from 1."""
    standard = env.domains.standard_domain
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    # Sphinx asks the class alone, but for containers, which may hold a listing.
    numbered: list[Any] = [*standard.enumerable_nodes, nodes.container]
    for node in held.of(*numbered):
        kind = None if isinstance(node, nodes.section) else standard.get_enumerable_node_type(node)
        if kind and node["ids"] and UNNUMBERED not in node and standard.get_numfig_title(node):
            found[kind][node["ids"][0]] = len(found[kind]) + 1
    return dict(found)


def are_ours(config: Config) -> bool:
    """Tell whether notes count for themselves; where conf.py sets ``numfig``, Sphinx counts."""
    return "numfig" not in explicit(config)


def take_over(app: Sphinx) -> None:
    """Have numbers assigned before the wiki is settled, as pages show those of others."""
    for listener in list(app.events.listeners.get("env-get-updated", ())):
        collector = getattr(listener.handler, "__self__", None)
        if not isinstance(collector, TocTreeCollector):
            continue
        app.events.disconnect(listener.id)

        def assign(
            app: Sphinx, env: BuildEnvironment, collector: TocTreeCollector = collector
        ) -> Iterable[str]:
            with in_order(env):
                if not are_ours(env.config):
                    return collector.get_updated_docs(app, env)
                env.toc_fignumbers = _for_sphinx(env.domaindata["wiki"]["numbers"])
                return collector.assign_section_numbers(env)

        # 550: before the wiki is settled (600).
        app.connect("env-updated", assign, priority=550)


def assign_to(env: BuildEnvironment, docname: str) -> None:
    """Tell Sphinx the numbers of one note, before those of all are assigned."""
    if are_ours(env.config):
        numbers = env.domaindata["wiki"]["numbers"]
        env.toc_fignumbers |= _for_sphinx({docname: numbers.get(docname, {})})


def _for_sphinx(
    numbers: Mapping[str, Numbers],
) -> dict[str, dict[str, dict[str, tuple[int, ...]]]]:
    return {
        docname: {
            kind: {name: (number,) for name, number in ids.items()}
            for kind, ids in numbers[docname].items()
        }
        for docname in sorted(numbers)
    }


def bare_number(number: str, made: str) -> str:
    """Give the number in what :func:`words` gives: ``3`` for ``Fig. 3`` and ``Fig. %s``."""
    before, _mark, after = made.partition("%s")
    return number.removeprefix(before).removesuffix(after)


def equation_number(env: BuildEnvironment, docname: str, anchor: str, number: str) -> str:
    """Give the number of an equation, which is *number* unless Sphinx counts those of chapters."""
    config = env.config
    if are_ours(config) or not (config.numfig and config.math_numfig):
        return number
    kinds = env.toc_fignumbers.get(docname, {})
    found = ".".join(map(str, kinds.get("displaymath", {}).get(anchor, ())))
    return str(config.math_numsep).join(found.rsplit(".", 1)) or number


def in_brackets(config: Config, number: str) -> str:
    """Give what a reference to an equation with *number* shows.

    >>> from types import SimpleNamespace
    >>> in_brackets(SimpleNamespace(math_eqref_format=None), "3")
    '(3)'
    """
    return str(config.math_eqref_format or "({number})").replace("{number}", number)


def words(env: BuildEnvironment, docname: str, anchor: str) -> tuple[str, str]:
    """Give what a link to a numbered thing shows and how that is made, ``Fig. 3`` and ``Fig. %s``.

    Both are empty where nothing is numbered.
    """
    for kind, ids in _counted(env, docname).items():
        # Those of equations are asked for by themselves.
        if anchor in ids and kind != "displaymath":
            made = str(env.config.numfig_format.get(kind) or "%s")
            number = ids[anchor]
            shown = number if isinstance(number, int) else ".".join(map(str, number))
            return made.replace("%s", str(shown)), made
    return "", ""


def _counted(
    env: BuildEnvironment, docname: str
) -> Mapping[str, Mapping[str, int | tuple[int, ...]]]:
    """Give the numbers of a note, whoever counts."""
    if are_ours(env.config):
        ours: Numbers = env.domaindata["wiki"]["numbers"].get(docname, {})
        return ours
    return env.toc_fignumbers.get(docname, {}) if env.config.numfig else {}
