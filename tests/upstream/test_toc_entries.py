"""Contents that are collected from sections alone are those that Sphinx collects."""

from __future__ import annotations

import pickle

import pytest
from sphinx.environment import BuildEnvironment

from sphinx_wiki.upstream import toc_entries
from tests.conftest import MakeWiki
from tests.transforms.many import CONF, FILES
from tests.wikis import Wiki

MORE = {
    "plain.rst": "T *i* |x|\n=========\n\n.. |x| replace:: `y <a>`__\n\n"
    ".. _b:\n\nA [1]_\n------\n\nB\n~\n\nC\n-\n\n.. [1] Note\n\n.. container:: x\n\n   Text\n",
    "words.md": "No title here.\n",
    "levels.md": "# A ![alt](images/cube.png)\n\n### B `c` [d](plain.rst)\n\n"
    "## E\n\n:::{note}\nx\n:::\n",
    "only.rst": "A\n=\n\n.. only:: html\n\n   B\n   -\n\n   Text\n",
}


def contents(wiki: Wiki) -> dict[str, tuple[str, int]]:
    """Give the contents of each note of a wiki that was built."""
    env: BuildEnvironment = pickle.loads((wiki.doctrees / "environment.pickle").read_bytes())
    return {name: (toc.pformat(), env.toc_num_entries[name]) for name, toc in env.tocs.items()}


def test_they_are_the_same(make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = make_wiki({**FILES, **MORE}, CONF).build()
    monkeypatch.setattr(toc_entries, "_KNOWN", ())
    theirs = ours.copy("theirs").build()
    assert contents(ours) == contents(theirs)
    assert ours.warnings == theirs.warnings
    assert 'refuri="levels"' in contents(ours)["levels"][0]
