"""Laws over random notes: code stays as it is, lines stay true, plain MyST stays plain."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinx_wiki.defaults import MYST_EXTENSIONS
from sphinx_wiki.dialects import DIALECTS, extend

PIECES = (
    "[[", "]]", "![[", "|", "#", "^id", "==", "%%", "^[", "]", "> ", "[!tip]+ ", "`", "```\n",
    "~~~\n", "$", "\\", "*", "_", "- ", "    ", "\n", "\n\n", "a", "b c", "(x.md)", "{cite}",
    "| a |\n|-|\n", "::: {.x}\n", ":::\n", "::: {#fig-x}\n", ": A {#tbl-a}\n", "$$\n", " {#eq-a}\n",
    "# A {#b .c}\n", "+-+\n", "| a |\n+-+\n", "[-@fig-x; @b]", "![c](d){width=5%}", ":::{tip}\n",
    "```{.python filename=a}\n", "!!! tip\n", '=== "a"\n', '??? "b"\n', " ## {: #c }\n",
    "<div markdown>\n", "```py title=\"a\"\n",
)  # fmt: skip
PLAIN = (
    "a", "b c", " ", "\n", "\n\n", "*", "**", "_", "`", "```\n", "[a](b.md)", "[a]: b.md\n", "> ",
    "- ", "1. ", "# ", "    ", "$x$", "$$\ny\n$$\n", "{doc}`a`", ":::{tip}\n", ":::\n", "% c\n",
    "(a)=\n",
    "![a](b.png)", "[^1]", "[^1]: x\n", "| a |\n|-|\n", "\\", "<b>", "---\n", "a = b", "5 %", "#",
    "!", "===\n", "??",
)  # fmt: skip


def parser(*, dialects: bool) -> MarkdownIt:
    config = MdParserConfig(enable_extensions=set(MYST_EXTENSIONS) - {"alert"})
    md = create_md_parser(config, RendererHTML)
    if dialects:
        extend(md, DIALECTS)
    return md


def flat(tokens: list[Token]) -> list[Token]:
    return [each for token in tokens for each in (token, *flat(token.children or []))]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PLAIN), max_size=25).map("".join))
def test_what_has_no_sign_of_a_dialect_is_read_as_plain_myst(source: str) -> None:
    assume("%%" not in source)
    plain, ours = (parser(dialects=each).parse(source) for each in (False, True))
    assert [token.as_dict() for token in ours] == [token.as_dict() for token in plain]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_anything_can_be_read_and_lines_stay_in_the_note(source: str) -> None:
    lines = source.count("\n") + 1
    for token in flat(parser(dialects=True).parse(source)):
        assert token.map is None or 0 <= token.map[0] <= token.map[1] <= lines


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_fence_keeps_every_sign(source: str) -> None:
    code = source.replace("~", "") + "\n"
    tokens = parser(dialects=True).parse(f"Before ==x==\n\n~~~~~ text\n{code}~~~~~\n\n[[after]]\n")
    assert [token.content for token in tokens if token.type == "fence"] == [code]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_code_in_a_sentence_keeps_every_sign(source: str) -> None:
    code = "".join(source.replace("`", "").split()) + "."
    tokens = flat(parser(dialects=True).parse(f"[[a]] ``{code}`` ==b==\n"))
    assert [token.content for token in tokens if token.type == "code_inline"] == [code]
