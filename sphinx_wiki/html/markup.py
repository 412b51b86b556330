"""Text and sentences as HTML."""

from __future__ import annotations

import json
from html import escape
from typing import TypeAlias

from sphinx_wiki.facts.model import Inline
from sphinx_wiki.html.formulas import inline_formula

SpansData: TypeAlias = str | list[str | list[str]]
"""A sentence as data: its text, or a list of text and pairs of style and text."""

SPANS = ("title", "description")
"""The fields of an item that are sentences."""

_TAGS = {"code": "code", "em": "em", "strong": "strong"}


def attributes(**values: str | int | bool | None) -> str:
    """Give the attributes of a tag, with a space before each.

    ``True`` gives a bare attribute, ``False`` and ``None`` none; ``_`` in a
    name stands for ``-``, and a trailing one is dropped.

    >>> attributes(class_="wiki-chip", data_category='R&D "x"', hidden=False)
    ' class="wiki-chip" data-category="R&amp;D &quot;x&quot;"'
    """
    written = []
    for keyword, value in values.items():
        name = keyword.rstrip("_").replace("_", "-")
        if value is True:
            written.append(f" {name}")
        elif value is not False and value is not None:
            written.append(f' {name}="{escape(str(value))}"')
    return "".join(written)


def as_script(data: object) -> str:
    r"""Give *data* as JavaScript; nothing in it can end a script or a line.

    >>> as_script({"b": "</script>", "a": 1})
    '{"a":1,"b":"\\u003c/script>"}'
    """
    written = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for unsafe in ("<", "\u2028", "\u2029"):
        written = written.replace(unsafe, f"\\u{ord(unsafe):04x}")
    return written


def spans_data(inline: Inline) -> SpansData:
    """Give *inline* as data; a link in it counts as text.

    >>> from sphinx_wiki.facts.model import Span
    >>> spans_data((Span("text", "so "), Span("math", "a^2")))
    ['so ', ['math', 'a^2']]
    >>> spans_data((Span("text", "so"),))
    'so'
    """
    data: list[str | list[str]] = []
    for span in inline:
        if span.kind != "text":
            data.append([span.kind, span.text])
        elif data and isinstance(data[-1], str):
            data[-1] += span.text
        else:
            data.append(span.text)
    if len(data) == 1 and isinstance(data[0], str):
        return data[0]
    return data or ""


def spans_html(spans: SpansData) -> str:
    r"""Give the HTML of a sentence; formulas stand as TeX for a script to draw.

    >>> spans_html(["so ", ["math", "a<b"], ["em", "!"]])
    'so <span class="math notranslate nohighlight">\\(a&lt;b\\)</span><em>!</em>'
    """
    if isinstance(spans, str):
        return escape(spans)
    return "".join(_span(span) for span in spans)


def _span(span: str | list[str]) -> str:
    if isinstance(span, str):
        return escape(span)
    kind, words = span
    if kind == "math":
        return inline_formula(words)
    tag = _TAGS[kind]
    return f"<{tag}>{escape(words)}</{tag}>"


def filter_box(words: str) -> str:
    """Give the field in which readers filter what is shown; *words* say what that is."""
    attrs = attributes(
        type="search",
        class_="wiki-listing-filter",
        placeholder=words,
        aria_label=words,
        autocomplete="off",
        spellcheck="false",
        enterkeyhint="search",
    )
    return f"<input{attrs}>"
