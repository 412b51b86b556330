"""Reading shortcodes: words, options, and quotes that are odd."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.quarto.shortcodes import Shortcode, alone, match_shortcode, parse_shortcode


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (" kbd Ctrl-C ", Shortcode("kbd", ("Ctrl-C",), {})),
        ("kbd mac=Cmd-C win=Ctrl-C", Shortcode("kbd", (), {"mac": "Cmd-C", "win": "Ctrl-C"})),
        ("video a.mp4 title='A film'", Shortcode("video", ("a.mp4",), {"title": "A film"})),
        ('include "a b.qmd"', Shortcode("include", ("a b.qmd",), {})),
        (r'x "a \"b\" c"', Shortcode("x", ('a "b" c',), {})),
        # A quote that nothing closes.
        ('video a.mp4 title="A film', Shortcode("video", ("a.mp4", "film"), {"title": "A"})),
        ("meta \u201ctitle\u201d", Shortcode("meta", ("title",), {})),
    ],
)
def test_reads(inside: str, expected: Shortcode) -> None:
    assert parse_shortcode(inside) == expected


@pytest.mark.parametrize("inside", ["", "  ", "1 x", "=x", '"x"'])
def test_without_a_name_is_none(inside: str) -> None:
    assert parse_shortcode(inside) is None


def test_signs_in_quotes_do_not_end_it() -> None:
    found = match_shortcode('{{< kbd "a >}} b" >}} after')
    assert found == (Shortcode("kbd", ("a >}} b",), {}), 21)


def test_a_quote_without_end_does_not_go_on_for_ever() -> None:
    found = match_shortcode('{{< kbd "a >}} and {{< kbd b >}}')
    assert found is not None
    assert found[1] == 14


@pytest.mark.parametrize(
    ("text", "shown"),
    [("{{{< x >}}}", "{{< x >}}"), ("{{</* x */>}}", "{{< x >}}")],
)
def test_one_that_is_escaped_is_shown(text: str, shown: str) -> None:
    assert match_shortcode(text) == (shown, len(text))


def test_only_a_line_of_its_own_is_alone() -> None:
    assert alone("see {{< include a >}}") is None
    assert alone("{{< include a >}} {{< include b >}}") is None


@given(st.text(alphabet="{<>}/* \"'=ax\n", max_size=40))
def test_any_text_is_read_or_not(text: str) -> None:
    found = match_shortcode(text)
    assert found is None or 0 < found[1] <= len(text)
