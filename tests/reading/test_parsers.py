"""Parsers are made once for each kind of note, and keep nothing of a note they have read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import pytest
from docutils import nodes
from markdown_it import MarkdownIt
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace, new_document, patch_docutils

from sphinx_wiki.dialects import parsers
from sphinx_wiki.dialects.parsers import lend_parser, make_parser
from tests.conftest import MakeWiki


@pytest.fixture(scope="module")
def env(make_shared_wiki: MakeWiki) -> Iterator[BuildEnvironment]:
    """The environment of a wiki of three kinds of notes."""
    notes = {
        "a.md": "# A\n",
        "b.qmd": "# B\n",
        "c/_quarto.yml": "",
        "c/d.md": "# D\n",
        ".obsidian/app.json": "{}",
    }
    wiki = make_shared_wiki(notes)
    with patch_docutils(str(wiki.source)), docutils_namespace():
        app = Sphinx(wiki.source, wiki.source, wiki.outdir, wiki.doctrees, "dummy", status=None)
        app.env.find_files(app.config, app.builder)
        yield app.env


def document(env: BuildEnvironment, docname: str) -> nodes.document:
    """Give an empty document for *docname*, as if it were being read."""
    env.current_document.docname = docname
    empty = new_document("")
    empty.settings.env = env
    return empty


def rules(md: MarkdownIt) -> Mapping[str, object]:
    """Give everything by which parsers differ."""
    return {**md.get_active_rules(), "render": sorted(md.renderer.rules)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("docname", ["a", "b", "c/d"])
def test_a_lent_parser_has_the_rules_of_a_new_one(env: BuildEnvironment, docname: str) -> None:
    for other in ("a", "b", "c/d"):
        with lend_parser(document(env, other), env.myst_config):  # type: ignore[attr-defined]
            pass
    own = document(env, docname)
    with lend_parser(own, env.myst_config) as lent:  # type: ignore[attr-defined]
        assert rules(lent) == rules(make_parser(own, env.myst_config))  # type: ignore[attr-defined]


def test_the_kinds_of_notes_have_rules_of_their_own(env: BuildEnvironment) -> None:
    own = [rules(make_parser(document(env, each), env.myst_config)) for each in ("a", "b", "c/d")]  # type: ignore[attr-defined]
    assert own[0] != own[1] != own[2] != own[0]


def test_a_parser_keeps_nothing_of_what_it_read(env: BuildEnvironment) -> None:
    own = document(env, "a")
    with lend_parser(own, env.myst_config) as lent:  # type: ignore[attr-defined]
        fresh = set(vars(lent.renderer))
        lent.render("# Title\n\nText.\n")
        lent.options["own"] = 1
    assert set(vars(lent.renderer)) == fresh
    assert "document" not in lent.options
    assert "own" not in lent.options


def test_a_note_within_a_note_has_a_parser_of_its_own(env: BuildEnvironment) -> None:
    own = document(env, "a")
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(lend_parser(own, env.myst_config))  # type: ignore[attr-defined]
            for _ in range(2)
        )
        assert one is not other


def test_a_parser_that_raised_is_not_used_again(env: BuildEnvironment) -> None:
    own = document(env, "a")
    with pytest.raises(ValueError, match="bad"), lend_parser(own, env.myst_config) as one:  # type: ignore[attr-defined]
        raise ValueError("bad")
    with lend_parser(own, env.myst_config) as other:  # type: ignore[attr-defined]
        assert other is not one


def test_one_parser_reads_all_notes_of_a_kind(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[MarkdownIt] = []

    def make(*arguments: object) -> MarkdownIt:
        made.append(make_parser(*arguments))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(parsers, "make_parser", make)
    make_wiki({f"{name}.md": "---\ntitle: T\n---\n\nText.\n" for name in "abcd"}).build("dummy")
    assert len(made) == 1
