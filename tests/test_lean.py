"""What a build does without."""

from __future__ import annotations

import gc

import pytest
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_wiki import publish
from sphinx_wiki.building import lean, trees
from sphinx_wiki.search.index import SearchIndex
from sphinx_wiki.settling import settle
from tests.conftest import MakeWiki
from tests.wikis import said

LOADED = """
import sys
from sphinx_wiki.building.lean import spare_imports
spare_imports()
import sphinx_wiki.extension
heavy = ("sqlalchemy", "nbclient", "jupyter_client", "dask", "soupsieve.css_parser")
print([name for name in heavy if name in sys.modules])
"""

SELECTED = """
from sphinx_wiki.building.lean import spare_imports
spare_imports()
from bs4 import BeautifulSoup
print(BeautifulSoup("<p>a</p><p class=b>c</p>", "html.parser").select("p.b")[0].text)
"""

CLIENT = """
import sys
from sphinx_wiki.building.lean import spare_imports
spare_imports()
from myst_nb.core.execute import NotebookClientCache
try:
    NotebookClientCache()
except TypeError:
    pass
print(sys.modules["myst_nb.core.execute.cache"].NotebookClientCache.__mro__[1].__name__)
"""


def test_nothing_is_imported_that_only_running_code_needs() -> None:
    assert said(LOADED) == "[]"


def test_selectors_work_for_who_uses_them() -> None:
    assert said(SELECTED) == "c"


def test_the_client_of_jupyter_cache_is_there_for_who_asks_for_it() -> None:
    assert said(CLIENT) == "NotebookClientBase"


def test_garbage_is_collected_as_before_when_a_build_ends(make_wiki: MakeWiki) -> None:
    before = gc.get_threshold()
    make_wiki({"index.md": "# Wiki\n"}).build()
    assert gc.get_threshold() == before


def test_what_a_build_made_is_not_looked_through_at_its_end() -> None:
    gc.disable()
    made = [[number] for number in range(5000)]
    try:
        lean.Collector().restore(None, None)  # type: ignore[arg-type]
        assert gc.get_count()[0] < len(made)
    finally:
        gc.unfreeze()
        gc.enable()


def _collections() -> int:
    return sum(each["collections"] for each in gc.get_stats())


@pytest.mark.parametrize(("edited", "looks"), [(1, False), (30, True)])
def test_garbage_is_looked_for_where_many_notes_are_read(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch, edited: int, looks: bool
) -> None:
    notes = {f"{number}.md": "# Note\n\nWords.\n" for number in range(30)}
    wiki = make_wiki(notes).build()
    for name in sorted(notes)[:edited]:
        wiki.write(name, "# Note\n\nOther words.\n")
    looked: list[int] = []

    def begin(*_arguments: object) -> None:
        looked.append(-_collections())

    def end(*_arguments: object) -> frozenset[str]:
        looked.append(_collections())
        return frozenset()

    monkeypatch.setattr(lean, "_BUILDING", 1000)
    monkeypatch.setattr(settle, "look_before", begin)
    monkeypatch.setattr(publish, "write_redirects", end)
    wiki.build()
    assert (sum(looked) > 0) == looks


def test_what_a_build_left_is_looked_through_again_in_the_next(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"index.md": "# Wiki\n"}).build()
    frozen = gc.get_freeze_count()
    wiki.build()
    assert gc.get_freeze_count() < 1.5 * frozen


def test_the_search_index_is_not_loaded_where_no_page_is_written(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiki = make_wiki({"index.md": "# Wiki\n"}).build()
    loaded: list[object] = []
    monkeypatch.setattr(SearchIndex, "load", lambda *arguments: loaded.append(arguments))
    wiki.build()
    assert loaded == []


def test_few_documents_stay_in_memory_from_reading_to_writing(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    settled = settle.settle

    def count(app: Sphinx, env: BuildEnvironment) -> list[str]:
        kept.append(len(env._write_doc_doctree_cache))
        return settled(app, env)

    monkeypatch.setattr(trees, "_KEPT", 3)
    monkeypatch.setattr(settle, "settle", count)
    make_wiki({f"{number}.md": "# Note\n" for number in range(9)}).build()
    assert kept[0] <= 4
