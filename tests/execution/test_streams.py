"""What cells print is one output for each stream, whatever the length of its lines."""

from __future__ import annotations

import nbclient.client
import pytest
from bs4 import BeautifulSoup
from myst_nb.core import utils
from nbformat import NotebookNode
from nbformat.v4 import new_output

from sphinx_wiki.execution.streams import join_streams, returned
from tests.conftest import MakeWiki


def printed(name: str, text: str) -> NotebookNode:
    """Give what a cell printed."""
    output: NotebookNode = new_output("stream", name=name, text=text)
    return output


def test_a_stream_is_one_output() -> None:
    shown = new_output("display_data", data={"text/plain": "figure"})
    outputs = [printed("stdout", "a"), shown, printed("stdout", "b\n")]
    assert join_streams(outputs) == [printed("stdout", "ab\n"), shown]


def test_errors_come_after_what_was_printed_at_once() -> None:
    outputs = [printed("stderr", "e"), printed("stdout", "a")]
    assert [each.name for each in join_streams(outputs)] == ["stdout", "stderr"]


def test_errors_stay_before_what_was_shown_after_them() -> None:
    shown = new_output("display_data", data={"text/plain": "figure"})
    outputs = [printed("stderr", "e"), shown, printed("stdout", "a")]
    assert [each.get("name") for each in join_streams(outputs)] == ["stderr", None, "stdout"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\nb\n", "a\nb\n"),
        ("1\r2\r3", "3"),
        ("1\r2\r", "2"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\r\r\nb", "a\nb"),
        ("first\n1\r2\nlast", "first\n2\nlast"),
    ],
)
def test_a_carriage_return_begins_its_line_again(text: str, kept: str) -> None:
    assert returned(text) == kept


def test_a_carriage_return_reaches_across_the_parts_of_a_stream() -> None:
    [output] = join_streams([printed("stdout", "1 of 2\r"), printed("stdout", "2 of 2\n")])
    assert output.text == "2 of 2\n"


class _Pattern:
    """Counts the characters that are searched."""

    characters = 0

    def sub(self, new: str, text: str) -> str:
        del new
        self.characters += len(text)
        return text


def test_no_search_takes_a_time_that_grows_with_the_square_of_a_line(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    pattern = _Pattern()
    monkeypatch.setattr(nbclient.client, "_RGX_CARRIAGERETURN", pattern)
    monkeypatch.setattr(utils, "_RGX_CARRIAGERETURN", pattern)
    cell = "```{code-cell} python\nprint('0 %\\r' + 'x' * 2000)\n```\n"
    wiki = make_wiki({"index.md": f"# Index\n\n{cell}"}).build()
    output = BeautifulSoup(wiki.html("index"), "html.parser").select_one(".output pre")
    assert output is not None
    assert (output.get_text(), pattern.characters) == ("x" * 2000 + "\n", 0)


def test_warnings_of_python_do_not_tell_which_process_ran_the_cell(make_wiki: MakeWiki) -> None:
    text = "# A\n\n```{code-cell}\nimport warnings\nwarnings.warn('old')\n```\n"
    wiki = make_wiki({"a.md": text}).build()
    assert "ipykernel" not in wiki.html("a")
    assert "<cell>:2: UserWarning: old" in wiki.article("a").get_text()
