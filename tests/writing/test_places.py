"""Pages are where Sphinx's builders have them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_wiki.building.outdated import OutdatedFolders, OutdatedPages


@pytest.mark.parametrize("name", ["index", "a", "a/index", "a/b", "a index", "aindex/b", "ü/1"])
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(OutdatedPages, StandaloneHTMLBuilder), (OutdatedFolders, DirectoryHTMLBuilder)],
)
def test_a_page_is_where_sphinx_has_it(ours: Any, theirs: Any, name: str) -> None:
    builder = SimpleNamespace(outdir=Path("/site"), out_suffix=".htm")
    assert ours.page_place(builder, name) == str(theirs.get_output_path(builder, name))
