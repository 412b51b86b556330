"""Rules that are asked only where their sign stands read what they read when asked everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, new_document, patch_docutils

from sphinx_wiki.dialects import parsers
from sphinx_wiki.dialects.signs import ask_by_sign
from tests.conftest import MakeWiki

_LINES = """
# |## |> |>|- |* |+ |1. |2) |---|***|===|```|```{note}|~~~|:::|::: {.callout-note}|:::{tip}|$$
|| a | b ||---|---||| a|+---+|+++|(a)=|:a: b|: b|[a]: b|[^1]: |Table: a|% |\\begin{align}
\\end{align}|{{< include a.md >}}|{.x}|    |\t|<!--|-->|\xa0|\x0c
"""
_WORDS = """
a word {#id} {w}`a` [a](b) [[b]] ![[b]] [^1] ^[ ^ ~ ~~ == = %% @ @fig-a -@key <b> </b> <http://a.b>
&amp; & ! | [ ] ( ) { } ` $ \\ * ** _ __ {{< x >}} www.a.bc https://a.bc a@b.cd ^block é <
"""
PARTS = (*_LINES.replace("\n", "|").split("|"), *_WORDS.split(), " ", "[@a; @b]", "\n", "\n\n", "|")
DOCNAMES = ("a", "b")


@pytest.fixture(scope="module")
def pairs(make_shared_wiki: MakeWiki) -> Iterator[dict[str, tuple[MarkdownIt, MarkdownIt]]]:
    """For two kinds of notes, a parser that asks by signs and one that asks everywhere."""
    wiki = make_shared_wiki({"a.md": "# A\n", "b.qmd": "# B\n"})
    made = {}
    with patch_docutils(str(wiki.source)), docutils_namespace():
        app = Sphinx(wiki.source, wiki.source, wiki.outdir, wiki.doctrees, "dummy", status=None)
        app.env.find_files(app.config, app.builder)
        for docname in DOCNAMES:
            app.env.current_document.docname = docname
            document = new_document("")
            document.settings.env = app.env
            with pytest.MonkeyPatch.context() as patch:
                quick = parsers.make_parser(document, app.env.myst_config)  # type: ignore[attr-defined]
                patch.setattr(parsers, "ask_by_sign", lambda _: False)
                made[docname] = (
                    quick,
                    parsers.make_parser(document, app.env.myst_config),  # type: ignore[attr-defined]
                )
        yield made


def tokens(md: MarkdownIt, source: str) -> object:
    """Give what *md* reads, or how it fails."""

    def plain(found: list[Token]) -> list[object]:
        return [(each.as_dict(children=False), plain(each.children or [])) for each in found]

    try:
        return plain(md.parse(source, {}))
    except Exception as error:
        return repr(error)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_what_is_read_is_the_same(
    pairs: dict[str, tuple[MarkdownIt, MarkdownIt]], source: str
) -> None:
    for docname in DOCNAMES:
        quick, ordinary = pairs[docname]
        assert str(tokens(quick, source)) == str(tokens(ordinary, source))


def test_rules_are_asked_by_signs(pairs: dict[str, tuple[MarkdownIt, MarkdownIt]]) -> None:
    quick, ordinary = pairs["a"]
    assert len(quick.inline.ruler.getRules("")) == 1 < len(ordinary.inline.ruler.getRules(""))


def test_a_rule_that_nobody_knows_is_asked_everywhere() -> None:
    asked: list[str] = []

    def own(state: StateInline, silent: bool) -> bool:
        del silent
        asked.append(state.src[state.pos])
        return False

    md = MarkdownIt()
    md.inline.ruler.at("escape", own)
    ask_by_sign(md)
    md.parse("a & b ~ {")
    assert asked == ["&", "~", "{"]


def test_a_rule_that_is_switched_off_is_not_asked() -> None:
    md = MarkdownIt()
    ask_by_sign(md)
    md.disable("emphasis")
    assert md.parse("*a*")[1].children[0].content == "*a*"  # type: ignore[index]
