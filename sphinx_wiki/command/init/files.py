"""What ``sphinx-wiki init`` writes for building and publishing."""

from __future__ import annotations

import json
import posixpath
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sphinx_wiki.command.init.survey import Survey

IGNORED = ("_site/", ".venv/", "__pycache__/")
"""Lines of ``.gitignore``: the site, an environment, and what Python leaves."""


class File(NamedTuple):
    """A file to write."""

    path: Path
    text: str
    what: str
    """What it is for, in a few words."""
    advice: str = ""
    """What to do where there is such a file already."""


def site_files(found: Survey) -> Iterator[File]:
    """Give the files by which the wiki is built and published."""
    folder, root = found.folder, found.root
    name = json.dumps(found.project, ensure_ascii=False)
    conf = _CONF.replace("NAME", name)
    has = folder / "conf.py"
    there = has.is_file() and "sphinx_wiki" not in has.read_text("utf-8", errors="replace")
    advice = 'add "sphinx_wiki" to its extensions' if there else ""
    yield File(has, conf, "the name of the wiki, and the extension", advice)
    make = _MAKEFILE
    yield File(folder / "Makefile", make, "make html, livehtml, check, clean")
    needs = "add sphinx-wiki to it" if _lacks_us(folder / "requirements.txt") else ""
    yield File(folder / "requirements.txt", "sphinx-wiki\n", "what services install", needs)
    place = found.place
    docs = _READ_THE_DOCS.replace("CONF", _quoted(posixpath.normpath(f"{place}/conf.py")))
    docs = docs.replace("NEEDS", _quoted(posixpath.normpath(f"{place}/requirements.txt")))
    yield File(root / ".readthedocs.yaml", docs, "publishes on Read the Docs")
    pages = (
        _PAGES.replace("BRANCH", json.dumps(found.branch))
        .replace("NEEDS", shlex.quote(posixpath.normpath(f"{place}/requirements.txt")))
        .replace("NOTES", shlex.quote(place))
    )
    path = root / ".github" / "workflows" / "wiki.yml"
    yield File(path, pages, "checks and publishes on GitHub Pages")


def _lacks_us(path: Path) -> bool:
    return path.is_file() and "sphinx-wiki" not in path.read_text("utf-8", errors="replace")


def _quoted(text: str) -> str:
    """Give a YAML scalar; JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)


_CONF = """\
# The settings of this wiki; the page "Configuration" of sphinx-wiki's documentation has them all.

project = NAME
extensions = ["sphinx_wiki"]
"""

_MAKEFILE = """\
# What one does with this wiki. `make` alone lists it.

SITE       ?= _site
SPHINXOPTS ?=
LIVEOPTS   ?=

.DEFAULT_GOAL := help
.PHONY: help html livehtml check clean

help: ## list what can be made
\t@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\\n", $$1, $$2}' $(MAKEFILE_LIST)

html: ## build the site into _site
\t@sphinx-build $(SPHINXOPTS) . "$(SITE)"
\t@echo "Open this in a browser: $(SITE)/index.html"

livehtml: ## serve the notes, and show each change as it is saved
\t@sphinx-wiki live $(LIVEOPTS) .

check: ## tell what is wrong with the notes
\t@sphinx-wiki check .

clean: ## remove what was built
\trm -rf "$(SITE)"
"""

_READ_THE_DOCS = """\
version: 2
build:
  os: ubuntu-24.04
  tools:
    python: "3.12"
  jobs:
    post_checkout:
      # The dates of last changes come from the whole history.
      - git fetch --unshallow || true
sphinx:
  configuration: CONF
python:
  install:
    - requirements: NEEDS
"""

_PAGES = """\
# Publishes the wiki on GitHub Pages. In the settings of the repository, under Pages, choose
# GitHub Actions as the source.
name: wiki
on:
  push:
    branches: [BRANCH]
  pull_request:
  workflow_dispatch:
permissions:
  contents: read
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0  # the dates of last changes come from the whole history
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: |
          pip install -r NEEDS
      - id: pages
        if: github.event_name != 'pull_request'
        uses: actions/configure-pages@v5
      - run: |
          sphinx-build -d "$RUNNER_TEMP/doctrees" NOTES "$RUNNER_TEMP/site"
        env:
          # Where the site will be: feeds need whole addresses. It is read wherever it is set.
          READTHEDOCS_CANONICAL_URL: >-
            ${{ steps.pages.outputs.base_url &&
            format('{0}/', steps.pages.outputs.base_url) }}
      - run: |
          sphinx-wiki check -d "$RUNNER_TEMP/doctrees" --format github NOTES
        continue-on-error: true
      - if: github.event_name != 'pull_request'
        uses: actions/upload-pages-artifact@v3
        with:
          path: ${{ runner.temp }}/site
  publish:
    needs: build
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deploy.outputs.page_url }}
    steps:
      - id: deploy
        uses: actions/deploy-pages@v4
"""
