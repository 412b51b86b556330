"""The table of contents: everything the extension registers, in the order of a build."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.foot_domain import BibtexFootDomain

from sphinx_wiki import (
    __version__,
    assets,
    citing,
    config,
    defaults,
    diagrams,
    publish,
    unlisted,
)
from sphinx_wiki.bibfiles import read_bibfiles, settle_kinds
from sphinx_wiki.building import debugging, full_disk, records
from sphinx_wiki.building.builder import FreshBuilder, FreshDirectoryBuilder
from sphinx_wiki.building.checking import CheckBuilder
from sphinx_wiki.building.epub import EpubBuilder
from sphinx_wiki.building.lean import Collector
from sphinx_wiki.building.trees import Trees
from sphinx_wiki.building.turns import Turn
from sphinx_wiki.collect.formulas import FormulaTransform
from sphinx_wiki.collect.outline import collect_outline
from sphinx_wiki.collect.title import TitleTransform
from sphinx_wiki.dialects.html import HtmlAddress, HtmlBlock, skip, visit_address, write_nothing
from sphinx_wiki.dialects.obsidian.comments import hide_source
from sphinx_wiki.dialects.obsidian.media import MediaEmbed, depart_media, visit_media
from sphinx_wiki.dialects.quarto import names
from sphinx_wiki.dialects.quarto.diagrams import has_dot
from sphinx_wiki.directives import ToctreeDirective
from sphinx_wiki.domain import WikiDomain
from sphinx_wiki.environment import finish_environment
from sphinx_wiki.execution.before_reading import run_outdated
from sphinx_wiki.figures import folds, numbers, pictures, plotly, tables
from sphinx_wiki.heard import hear
from sphinx_wiki.nodes import ThematicBreak
from sphinx_wiki.reading import vault
from sphinx_wiki.reading.encoding import find_codec
from sphinx_wiki.reading.parser import Parser, SafeRSTParser
from sphinx_wiki.render import breaks, html, math
from sphinx_wiki.render.embeds import ExpandEmbeds
from sphinx_wiki.render.links import RenderLinks
from sphinx_wiki.render.places import RenderPlaces
from sphinx_wiki.roles import SafeCiteRole, SafeFootCiteRole, SourceRole
from sphinx_wiki.settling import reread, settle
from sphinx_wiki.transforms import runner
from sphinx_wiki.upstream import (
    bibliography_order,
    circular_toctrees,
    citation_nodes,
    citation_order,
    damaged_doctrees,
    findall,
    made_pages,
    outdated,
    progress,
    relative_paths,
    root_document,
    serialized_pages,
    task_order,
    title_texts,
    toc_entries,
    tree_building,
    whole_copies,
)
from sphinx_wiki.upstream.entry_places import EntryPlaces
from sphinx_wiki.upstream.myst_settings import spare_lookups
from sphinx_wiki.upstream.owners import Owners
from sphinx_wiki.upstream.sphinx_settings import remember_settings
from sphinx_wiki.upstream.summaries import Summaries
from sphinx_wiki.writing import navigation

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).parent

ENV_VERSION = 5
"""Raised when the content of stored doctrees changes. 5: kinds of traces in figures."""


def setup_extension(app: Sphinx) -> ExtensionMetadata:
    """Register everything with *app*."""
    defaults.set_language(app)
    for extension in ("myst_nb", "sphinx_design", "sphinxcontrib.bibtex", "sphinx_copybutton"):
        app.setup_extension(extension)
    if has_dot():
        app.setup_extension("sphinx.ext.graphviz")
    citing.register()
    codecs.register(find_codec)
    app.add_message_catalog("sphinx_wiki", str(HERE / "locale"))

    _mend(app)
    runner.register(app)
    hear(app)
    full_disk.listen(app)
    # Configuration. 100: ours comes before other extensions look at theirs (500).
    config.register(app)
    app.add_config_value(vault.VALUE, (), "env")
    app.connect("config-inited", config.validate, priority=100)
    app.connect("config-inited", defaults.apply, priority=100)
    app.connect("config-inited", math.define_macros)
    # 900: when other extensions have named their directives.
    app.connect("config-inited", diagrams.register_directive, priority=900)
    app.add_html_theme("sphinx_wiki", str(HERE / "theme" / "sphinx_wiki"))

    Collector().register(app)
    # 900: after MyST-NB has made its own configuration (500).
    app.connect("builder-inited", finish_environment, priority=900)
    # 400: before sphinxcontrib-bibtex reads its files (500).
    app.connect("builder-inited", read_bibfiles, priority=400)
    # 900: after that.
    app.connect("builder-inited", settle_kinds, priority=900)
    # 900: when other extensions have said where they want to hear of what is done.
    app.connect("builder-inited", debugging.leave_out, priority=900)
    app.connect("builder-inited", assets.register)
    app.connect("builder-inited", numbers.take_over)

    # Reading.
    spare_lookups()
    app.connect("env-get-outdated", reread.note_outdated)
    app.connect("env-before-read-docs", settle.remember_read)
    # 900: when Sphinx has collected contents and titles (500).
    app.connect("doctree-read", collect_outline, priority=900)
    # 900: when every extension has said which notes are read.
    app.connect("env-before-read-docs", run_outdated, priority=900)
    for each in (Turn(), Owners(), Trees()):
        each.register(app)
    app.add_source_suffix(".qmd", "myst-nb")
    app.add_source_parser(Parser, override=True)
    app.add_source_parser(SafeRSTParser, override=True)
    app.add_domain(WikiDomain)
    _register_markup(app)
    app.add_transform(TitleTransform)
    app.add_transform(numbers.NumberReferences)
    tables.register(app)
    app.add_transform(names.HideOwnNames)
    app.add_transform(names.ShowOwnNames)
    app.add_transform(FormulaTransform)

    # Settling. 95: when bibliographies are in order (90), before the works in them are found (500).
    app.connect("env-updated", unlisted.find_unlisted, priority=95)
    # 600: after sphinxcontrib-bibtex has labelled its citations (500).
    app.connect("env-updated", settle.settle, priority=600)
    app.connect("env-updated", pictures.draw_missing)

    _register_rendering(app)

    # Publishing. 900: after every other extension has written its files.
    app.connect("build-finished", publish.publish, priority=900)
    app.connect("build-finished", records.remember_build, priority=900)

    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _mend(app: Sphinx) -> None:
    """Mend what others may mend themselves one day; what an event is needed for comes later."""
    findall.speed_up()
    tree_building.speed_up()
    relative_paths.speed_up()
    outdated.speed_up()
    progress.show_lines_at_once()
    title_texts.spare_copies()
    toc_entries.spare_walks(app)
    Summaries().register(app)
    circular_toctrees.go_down_once()
    # 900: when the theme has said what it does.
    app.connect("builder-inited", serialized_pages.spare_templates, priority=900)
    citation_nodes.copy_entries(app)
    app.add_domain(citation_order.OrderedCitations, override=True)
    # 900: when other extensions have said what they hear of.
    app.connect("builder-inited", made_pages.spare_labels, priority=900)
    app.connect("env-before-read-docs", root_document.load_again)
    app.connect("env-updated", task_order.sort_tasks)
    # 90: before sphinxcontrib-bibtex labels citations (500), and what it says is kept (100).
    app.connect("env-updated", bibliography_order.sort_bibliographies, priority=90)
    EntryPlaces().register(app)
    remember_settings()
    whole_copies.put_whole()
    damaged_doctrees.read_again()


def _register_markup(app: Sphinx) -> None:
    """Register what notes may write."""
    app.add_directive("toctree", ToctreeDirective, override=True)
    app.add_role("source", SourceRole())
    app.add_role("cite", SafeCiteRole(), override=True)
    for name in BibtexDomain.roles:
        app.add_role_to_domain("cite", name, SafeCiteRole(), override=True)
    app.add_role("footcite", SafeFootCiteRole(), override=True)
    for name in BibtexFootDomain.roles:
        app.add_role_to_domain("footcite", name, SafeFootCiteRole(), override=True)


def _register_rendering(app: Sphinx) -> None:
    """Register the builders, and what draws pages."""
    app.add_builder(FreshBuilder, override=True)
    app.add_builder(FreshDirectoryBuilder, override=True)
    app.add_builder(EpubBuilder, override=True)
    app.add_builder(CheckBuilder)
    app.add_post_transform(ExpandEmbeds)
    app.add_post_transform(RenderLinks)
    app.add_post_transform(RenderPlaces)
    app.add_post_transform(unlisted.ShowUnlisted)
    app.add_post_transform(math.EpubFormulas)
    app.add_post_transform(math.LatexFormulas)
    app.add_html_math_renderer(
        math.RENDERER, (math.visit_math, None), (math.visit_math_block, None)
    )
    app.add_node(MediaEmbed, html=(visit_media, depart_media))
    line = (breaks.visit_break, breaks.depart_break)
    app.add_node(ThematicBreak, html=line, latex=line, text=line, man=line, texinfo=line)
    # Other formats have no HTML.
    no = (skip, None)
    for kind, html_visitor in (
        (HtmlBlock, (write_nothing, write_nothing)),
        (HtmlAddress, (visit_address, None)),
    ):
        app.add_node(kind, html=html_visitor, latex=no, text=no, man=no, texinfo=no)
    app.add_node(nodes.image, override=True, html=(html.visit_image, html.depart_image))
    app.add_node(nodes.citation, override=True, html=(html.visit_citation, html.depart_citation))
    app.add_post_transform(html.NameCheckboxes)
    app.add_node(
        nodes.literal_block, override=True, html=(diagrams.visit_html, diagrams.depart_html)
    )
    app.add_node(plotly.PlotlyFigure, html=(plotly.visit_html, None))
    app.add_post_transform(pictures.PlacePictures)
    app.add_post_transform(numbers.NumberCaptions)
    app.add_node(HideCodeCellNode, override=True, html=(folds.visit_html, folds.depart_html))
    app.connect("html-page-context", assets.add_to_page)
    app.connect("html-page-context", hide_source)
    # 900: after the theme has given its functions (500).
    app.connect("html-page-context", navigation.listen, priority=900)
