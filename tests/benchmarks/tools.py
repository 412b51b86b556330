"""What the same notes are built with: this project, and others as their users set them up.

MkDocs Material and Zensical come twice: as they come, with every note in the navigation, and
at their leanest, with the index alone in it. So does plain Sphinx: with every note in a
toctree, and with none. Tools that are not found on the PATH are left out.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

WIKI = """project = "Benchmark"
extensions = ["sphinx_wiki"]
"""

PLAIN = """import sys

# It does not come with Sphinx, but is here by way of this project: Sphinx stems words with it.
sys.modules["Stemmer"] = None

project = "Benchmark"
extensions = ["myst_nb", "sphinx_design", "sphinxcontrib.bibtex", "sphinx_copybutton"]
html_theme = "pydata_sphinx_theme"
bibtex_bibfiles = []
myst_enable_extensions = ["dollarmath", "amsmath"]
nb_execution_mode = "cache"
suppress_warnings = ["toc.not_included"]
"""

MKDOCS = """site_name: Benchmark
docs_dir: notes
site_dir: site
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search]
markdown_extensions:
  - tables
  - footnotes
  - admonition
  - pymdownx.superfences
  - pymdownx.arithmatex: {generic: true}
"""
LEAN = 'nav: [index.md]\nnot_in_nav: "/note*"\n'

HUGO = """title = "Benchmark"
contentDir = "notes"
publishDir = "site"
uglyURLs = true
"""
HUGO_PAGE = """<!doctype html><html lang="en"><title>{{ .Title }}</title>
<h1>{{ .Title }}</h1>{{ .Content }}</html>
"""

INDEX = "# Notes\n\nAll that was learned.\n"
TOCTREE = INDEX + "\n```{toctree}\n:glob:\n\nnote*\n```\n"


@dataclass(frozen=True)
class Tool:
    """A program, how it is set up in a folder with ``notes``, and the command that builds."""

    title: str
    command: tuple[str, ...]
    """Run in the folder; writes ``site``."""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether the program is installed."""
        return shutil.which(self.command[0]) is not None

    def set_up(self, folder: Path) -> None:
        """Write its configuration into *folder*."""
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


def _sphinx(*options: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "sphinx", "-q", *options, "-d", "doctrees", "notes", "site")


_MKDOCS = ("mkdocs", "build", "-q")
_ZENSICAL = ("zensical", "build", "-f", "mkdocs.yml")
_OF_MKDOCS = {"mkdocs.yml": MKDOCS, "notes/index.md": INDEX}
_LEAN = {**_OF_MKDOCS, "mkdocs.yml": MKDOCS + LEAN}

TOOLS: Mapping[str, Tool] = {
    "wiki": Tool("sphinx-wiki", _sphinx(), {"notes/conf.py": WIKI}),
    "wiki-j": Tool("sphinx-wiki -j auto", _sphinx("-j", "auto"), {"notes/conf.py": WIKI}),
    "sphinx": Tool("Sphinx", _sphinx(), {"notes/conf.py": PLAIN, "notes/index.md": INDEX}),
    "sphinx-toctree": Tool(
        "Sphinx, toctree", _sphinx(), {"notes/conf.py": PLAIN, "notes/index.md": TOCTREE}
    ),
    "mkdocs-lean": Tool("MkDocs Material, lean", _MKDOCS, _LEAN),
    "mkdocs": Tool("MkDocs Material", _MKDOCS, _OF_MKDOCS),
    "zensical-lean": Tool("Zensical, lean", _ZENSICAL, _LEAN),
    "zensical": Tool("Zensical", _ZENSICAL, _OF_MKDOCS),
    "hugo": Tool(
        "Hugo, bare",
        ("hugo", "--quiet"),
        {
            "hugo.toml": HUGO,
            "notes/_index.md": INDEX,
            "layouts/_default/single.html": HUGO_PAGE,
            "layouts/_default/list.html": HUGO_PAGE,
        },
    ),
}
