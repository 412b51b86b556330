"""What a build does without."""

from __future__ import annotations

import gc

from tests.conftest import MakeWiki
from tests.wikis import said

LOADED = """
import sys
from sphinx_wiki.lean import spare_database
spare_database()
import sphinx_wiki.extension
print("sqlalchemy" in sys.modules)
"""

CLIENT = """
import sys
from sphinx_wiki.lean import spare_database
spare_database()
from myst_nb.core.execute import NotebookClientCache
try:
    NotebookClientCache()
except TypeError:
    pass
print(sys.modules["myst_nb.core.execute.cache"].NotebookClientCache.__mro__[1].__name__)
"""


def test_no_database_is_imported() -> None:
    assert said(LOADED) == "False"


def test_the_client_of_jupyter_cache_is_there_for_who_asks_for_it() -> None:
    assert said(CLIENT) == "NotebookClientBase"


def test_garbage_is_collected_as_before_when_a_build_ends(make_wiki: MakeWiki) -> None:
    before = gc.get_threshold()
    make_wiki({"index.md": "# Wiki\n"}).build()
    assert gc.get_threshold() == before
