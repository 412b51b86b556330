"""Values we give to Sphinx and to the extensions we stand on, under the user's own."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.matching import Matcher

from sphinx_wiki import citing
from sphinx_wiki.assets import vendored_files
from sphinx_wiki.dialects.notebook import PLUGIN
from sphinx_wiki.execution.notes import READER
from sphinx_wiki.execution.store import PLACE
from sphinx_wiki.explicit import explicit
from sphinx_wiki.facts.quarto.settings import Settings
from sphinx_wiki.figures.plotly import PRIORITY
from sphinx_wiki.reading import vault
from sphinx_wiki.reading.folder import walk
from sphinx_wiki.reading.quarto import bibliographies, find_settings, site_values, warn_settings
from sphinx_wiki.render.math import RENDERER

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

# What is never a note, in any folder: hidden things, environments, outputs.
EXCLUDED = (
    "**/.*",
    ".*",
    "**/_build",
    "_build",
    "_site",
    "**/__pycache__",
    "**/node_modules",
    "**/site-packages",
    # Those of pages, and of new notes.
    "**/_templates",
    "_templates",
    "**/jupyter_execute",
    # Logseq's copies of pages.
    "logseq/bak",
    "logseq/version-files",
    # What Quarto's notes include.
    "**/_*.qmd",
    "_*.qmd",
    "Thumbs.db",
)

MYST_EXTENSIONS = (
    "alert",
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "gfm_autolink",
    "html_image",
    "strikethrough",
    "tasklist",
)

# What conf.py may call notes in Markdown.
_KINDS = ("markdown", "myst-nb", "sphinx-wiki")

# Warnings that our own replace with better ones, or that are no fault of a note.
SUPPRESSED = (
    # A language that Pygments does not know is shown as it is, as everywhere.
    "misc.highlighting_failure",
    "myst.header",
    "myst.strikethrough",
    "myst.topmatter",
    "toc.not_included",
    "mystnb.unknown_mime_type",
)


def values(app: Sphinx) -> dict[str, Any]:
    """Give the default of every value of others that we set."""
    return {
        "html_theme": "sphinx_wiki",
        # Read the Docs tells where the site will be; feeds and the page for
        # lost readers need it.
        "html_baseurl": os.environ.get("READTHEDOCS_CANONICAL_URL", ""),
        "html_title": app.config.project,
        "html_permalinks_icon": "#",
        "html_copy_source": True,
        "html_show_sourcelink": True,
        # A fresh list: the theme appends to it, and appending to Sphinx's
        # shared default would change the configuration with every build.
        "templates_path": [],
        "html_math_renderer": RENDERER,
        # Each note counts its own; see figures/numbers.py. Formulas have their own numbers.
        "numfig": True,
        "math_numfig": False,
        "exclude_patterns": list(EXCLUDED),
        "myst_enable_extensions": list(MYST_EXTENSIONS),
        "myst_heading_anchors": 6,
        # `costs $5 and $10` is prose, as in Pandoc and Obsidian.
        "myst_dmath_allow_digits": False,
        "myst_dmath_allow_space": False,
        "myst_dmath_double_inline": True,
        "nb_custom_formats": {
            ".md": [READER, {}, False],
            ".ipynb": [READER, {}, False],
            ".qmd": [READER, {}, False],
        },
        "nb_execution_mode": "cache",
        "nb_execution_cache_path": str(app.doctreedir / PLACE),
        "nb_execution_timeout": 60,
        "nb_execution_show_tb": False,
        "nb_merge_streams": True,
        "nb_render_markdown_format": "myst",
        "nb_render_plugin": PLUGIN,
        # Those of MyST-NB come from elsewhere.
        "nb_ipywidgets_js": {},
        "bibtex_default_style": citing.NAME,
        "bibtex_reference_style": citing.NAME,
        "graphviz_output_format": "svg",
        # Copy buttons on what readers would copy: code, not prompts or outputs.
        "copybutton_selector": "div:not(.output) > div.highlight pre",
        "html_last_updated_fmt": None,
        # Notes stand in a hidden toctree, which readers of EPUB see as its contents.
        "epub_tocscope": "includehidden",
        # Readers of EPUB run no scripts, so what only scripts use is left out.
        "epub_exclude_files": [f"_static/{path}" for path in vendored_files()],
    }


def apply(app: Sphinx, config: Config) -> None:
    """Set our defaults where neither conf.py nor the command line says otherwise."""
    said = explicit(config)
    if "bibtex_reference_style" in said:
        # Other citations go with the labels that they go with elsewhere.
        said |= {"bibtex_default_style"}
    project = find_settings(Path(app.srcdir)) if has_quarto(config) else None
    settings = project[1] if project else Settings()
    if project:
        warn_settings(*project)
    for name, value in {**values(app), **site_values(Path(app.srcdir), settings)}.items():
        if name not in said and name in config:
            config[name] = value
    if "nb_custom_formats" not in said:
        config.nb_custom_formats |= {each: [READER, {}, False] for each in _endings(config)}
    if "project" in said and "html_title" not in said:
        config.html_title = config.project
    config.exclude_patterns = [*config.exclude_patterns, *_outputs(app)]
    if settings.output:
        config.exclude_patterns += [_literal(settings.output)]
    if "exclude_patterns" not in said:
        config.exclude_patterns += map(_literal, vault.templates(Path(app.srcdir)))
    config[vault.VALUE] = vault.what_it_says(config, Path(app.srcdir))
    config.suppress_warnings = [*config.suppress_warnings, *SUPPRESSED]
    # Before the user's own: of two for one kind of output, the last counts.
    config.nb_mime_priority_overrides = [PRIORITY, *config.nb_mime_priority_overrides]
    if "bibtex_bibfiles" not in said:
        config["bibtex_bibfiles"] = _bibfiles(app, config, settings)
    elif not config.bibtex_bibfiles:
        config["bibtex_bibfiles"] = []


def _endings(config: Config) -> list[str]:
    """Give the endings that conf.py gives to notes in Markdown: their code runs, too."""
    given = config.source_suffix
    return [end for end, kind in given.items() if kind in _KINDS] if isinstance(given, dict) else []


def _literal(path: str) -> str:
    """Give a pattern for *path*: signs that mean something in patterns stand for any one."""
    return re.sub(r"[*?\[\]]", "?", path)


def _outputs(app: Sphinx) -> list[str]:
    """Give patterns for outputs inside the notes folder: they are no notes."""
    inside = [
        folder.relative_to(app.srcdir).as_posix()
        for folder in (Path(app.outdir), Path(app.doctreedir))
        if folder.is_relative_to(app.srcdir)
    ]
    return [pattern for pattern in inside if pattern != "."]


def _bibfiles(app: Sphinx, config: Config, settings: Settings) -> list[str]:
    excluded = Matcher(config.exclude_patterns)
    found = set(walk(Path(app.srcdir), excluded, suffix=".bib"))
    return sorted(found.union(bibliographies(Path(app.srcdir), settings)))


def set_language(app: Sphinx) -> None:
    """Take the language from a project of Quarto, before any words are looked up in catalogues."""
    config = app.config
    if "language" in explicit(config) or not has_quarto(config):
        return
    project = find_settings(Path(app.srcdir))
    if project and project[1].lang:
        config.language = project[1].lang.replace("-", "_")
        app._init_i18n()


def has_quarto(config: Config) -> bool:
    """Say whether the dialect of Quarto is on, also before its value is registered."""
    names = config.overrides.get("wiki_dialects", config._raw_config.get("wiki_dialects", "quarto"))
    # It is not validated yet.
    return isinstance(names, str | list | tuple) and "quarto" in names
