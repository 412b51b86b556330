"""Comments of Obsidian: nothing between two ``%%`` leaves the note's file, in any output."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinx_wiki.defaults import MYST_EXTENSIONS
from sphinx_wiki.dialects import extend
from sphinx_wiki.facts.comments import add_comments
from sphinx_wiki.facts.crossing import close_comments
from sphinx_wiki.facts.tags import tags_in
from tests.conftest import MakeWiki
from tests.wikis import Wiki

# Each holds the word `quagga` where Obsidian shows nothing, and `seen` twice.
HIDDEN: dict[str, str] = {
    "paragraphs": "Seen. %%quagga\n\nquagga\n\nquagga%% Seen.\n",
    "list": "- seen %%quagga\n- quagga\n\n- quagga%% seen\n",
    "heading": "Seen %%quagga\n\n## Quagga\n\nquagga%% seen\n",
    "within": "- seen\n  %%\n  quagga\n\nquagga\n%%\n- seen\n",
    "quote": "> Seen %%quagga\n>\n> quagga%% seen\n",
    "callout": "> [!tip] Seen %%quagga\n> quagga\n\nquagga %%seen\n",
    "title": "> [!tip] Seen %%quagga\n> quagga%% seen\n",
    "field": ":Seen %%quagga: quagga%%\n    seen\n\nText seen.\n",
    "table": "| a |\n|---|\n| seen %%quagga |\n| quagga |\n\nquagga%%\n\nSeen\n",
    "code": "Seen %%quagga\n\n```\nquagga\n```\n\nquagga%% seen\n",
    "footnote": "Seen[^1]\n\n[^1]: seen %%quagga\n\n    quagga%%\n",
    "directive": "Seen\n\n```{note}\nSeen %%quagga\n\nquagga%%\n```\n",
    "box": ":::{note}\nSeen %%quagga\n\nquagga%% seen\n:::\n",
    "div": "::: {.callout-note}\nSeen %%quagga\n\nquagga\n\nquagga%% seen\n:::\n",
    "ends": ":::{note}\nSeen %%quagga\n:::\n\nquagga\n\nquagga%% seen\n",
    "html": "<div>seen %%quagga\n\nquagga%% seen</div>\n",
    "words": "Seen ![%%quagga%% seen](https://example.org/x.png)\n",
    "link": "[[other|seen %%quagga%%]] seen\n",
    "open": "Seen\n\nSeen %%quagga\n\n- quagga\n\n## Quagga\n",
    "openline": "Seen seen\n\n%%\n\nquagga #quagga\n",
    "summary": "%%\nquagga\n\nquagga\n%%\n\nSeen seen.\n",
    "run": "Seen\n\n%%\n\nquagga\n\n```{code-cell}\nprint('qua' + 'gga')\n```\n\nquagga %%\n\n"
    "```{code-cell}\nprint('seen')\n```\n",
}
OPEN = {"open": "5", "openline": "5"}
SHOWN = {
    "fence": "```\n%%\n```\n\nSeen\n\n```\n%%\n```\n",
    "span": "Not `%%` seen.\n\nNot `%%` either.\n",
    "colons": ":::{code-block} text\n%%\n:::\n\nSeen\n\n`%%`\n",
    "escaped": "100 \\%% seen.\n\nText.\n",
    "formula": "$a %% b$ seen\n\n$$\nx %% y\n$$\n",
}


def notes() -> dict[str, str | bytes]:
    found: dict[str, str | bytes] = {
        f"{name}.md": f"# About {name}\n\n{text}" for name, text in (HIDDEN | SHOWN).items()
    }
    gathered = "# Home\n\n```{wiki:listing}\n:feed: true\n:fields: title, description\n```\n"
    shows = "".join(f"![[{name}]]\n\n" for name in HIDDEN)
    return {
        **found,
        "index.md": gathered,
        "shows.md": f"# Shows\n\n{shows}",
        "other.md": "# Other\n\nSee [[open]].\n",
        ".obsidian/app.json": "{}",
    }


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(notes()).build()


def test_no_file_of_the_site_has_a_word_of_a_comment(wiki: Wiki) -> None:
    found = [path for path, data in wiki.files().items() if b"quagga" in data.lower()]
    assert found == []


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_what_is_around_a_comment_is_shown(wiki: Wiki, name: str) -> None:
    html = str(wiki.article(name))
    assert html.lower().count("seen") >= (1 if name in ("callout",) else 2)
    assert "%%" not in html


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_code_formulas_and_escaped_signs_are_no_comments(wiki: Wiki, name: str) -> None:
    assert "%%" in wiki.article(name).get_text()
    assert f"_sources/{name}.md.txt" in wiki.paths()


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_its_source_is_not_published(wiki: Wiki, name: str) -> None:
    assert f"_sources/{name}.md.txt" not in wiki.paths()


def test_one_warning_says_where_a_comment_begins_that_never_ends(wiki: Wiki) -> None:
    said = [line.split(":")[:2] for line in wiki.warnings if "never ends" in line]
    assert said == [[f"{name}.md", line] for name, line in OPEN.items()]
    assert all("[wiki.comment]" in line for line in wiki.warnings if "never ends" in line)


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "gettext"])
def test_no_other_output_has_one(wiki: Wiki, builder: str) -> None:
    other = wiki.copy(builder).build(builder)
    data = dict(other.files())
    for path in [path for path in data if path.endswith(".epub")]:
        with zipfile.ZipFile(other.outdir / path) as book:
            data |= {f"{path}/{name}": book.read(name) for name in book.namelist()}
    assert any(b"seen" in each.lower() for each in data.values())
    assert [path for path, each in data.items() if b"quagga" in each.lower()] == []


def test_a_note_that_cannot_be_read_is_shown_without_comments(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(
        {"a.md": "# A\n\nSeen %%quagga%%.\n\n```{broken}\n```\n"},
        "from docutils.parsers.rst import Directive\n"
        "class Broken(Directive):\n    def run(self): raise KeyError('x')\n"
        "def setup(app): app.add_directive('broken', Broken)\n",
    ).build()
    assert "Seen" in wiki.article("a").get_text()
    assert [path for path, data in wiki.files().items() if b"quagga" in data] == []


def test_outside_a_vault_two_lines_of_comments_of_myst_hide_nothing_between(
    make_wiki: MakeWiki,
) -> None:
    files: dict[str, str | bytes] = {"a.md": "# A\n\n%% one\n\nSeen.\n\n%% two\n\nSeen.\n"}
    assert make_wiki(files).build().article("a").get_text().count("Seen.") == 2
    files[".obsidian/app.json"] = "{}"
    assert make_wiki(files).build().article("a").get_text().count("Seen.") == 1


def test_words_between_two_marks_in_code_have_tags() -> None:
    text = "```\n%%time\n```\n\nOn #maths.\n\n```\n%%time\n```\n\n%%\n\n#no\n\n```\n\n%%\n#yes\n"
    assert tags_in(text) == ("maths", "yes")


def test_a_list_with_very_many_comments_across_its_entries_has_none_left() -> None:
    closed = close_comments("- a %%quagga\n\n  quagga%% b\n" * 300, vault=True)
    assert "quagga" not in closed
    assert (closed.count("a"), closed.count("b")) == (300, 300)


def test_a_comment_begins_in_a_cell_that_the_table_has_no_column_for() -> None:
    closed = close_comments("| a |\n|---|\n| b | c %% |\nquagga %% d\n", vault=True)
    assert "quagga" not in closed
    assert "d" in closed


def test_ends_of_lines_of_windows_end_lines() -> None:
    text = "```\r\n%%time\r\n```\r\n\r\n#a %%\r\n\r\n#b\r\n\r\n%% #c\r\n"
    assert tags_in(text) == ("a", "c")


PIECES = ("%%", "a", " ", "\n", "\n\n", "> ", "- ", "    ", "`", "```\n", "$", "# ", "| a |\n|-|\n")


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.booleans())
def test_taking_out_keeps_the_lines_and_ends(source: str, every: bool) -> None:
    closed = close_comments(source, vault=True, every=every)
    assert closed.count("\n") == source.count("\n")
    assert close_comments(closed, vault=True, every=every) == closed


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES[1:]), max_size=12).map("".join))
def test_whatever_is_between_two_marks_in_a_paragraph_is_gone(inner: str) -> None:
    closed = close_comments(f"a %%{inner}quagga{inner}%% b\n", vault=True, every=True)
    assert "quagga" not in closed
    assert closed.rstrip().endswith("b")


BLOCKS = (
    "%%", "%%", "quagga", "quagga", "a", " ", "\n", "\n\n", "> ", "- ", "1. ", "# ", "*", "**",
    "| a | b |\n|-|-|\n| c | d |\n", "[x](y)", "==", "[[n|w]]", "> [!tip] ", "^[f]",
    "[^1]", "[^1]: ", "<b>", "</b>", "<div>", "</div>", ": ", ":::{note}\n", ":::\n",
)  # fmt: skip


def texts(tokens: list[Token]) -> Iterator[str]:
    """Give what is shown of *tokens*; fences of colons hold text that is parsed on its own."""
    for token in tokens:
        if token.type not in ("inline", "myst_line_comment", "obsidian_comment", "colon_fence"):
            yield token.content
        yield from texts(token.children or [])


@settings(max_examples=500)
@given(st.lists(st.sampled_from(BLOCKS), max_size=30).map("".join))
def test_whatever_is_between_two_marks_is_shown_nowhere(source: str) -> None:
    # Indented code is none of it.
    assume("    " not in source)
    parts = source.split("%%")
    hidden = "%%".join(
        part if at % 2 else part.replace("quagga", "okapi") for at, part in enumerate(parts)
    )
    config = MdParserConfig(enable_extensions=set(MYST_EXTENSIONS) - {"alert"})
    md = create_md_parser(config, RendererHTML)
    extend(md, ["obsidian"])
    md.block.ruler.disable("obsidian_comment_block")
    add_comments(md, vault=True)
    found = md.parse(close_comments(hidden, vault=True))
    assert [text for text in texts(found) if "quagga" in text] == []
