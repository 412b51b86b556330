"""Sentences that keep their formulas: from Markdown, and cut around a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sphinx_wiki.facts.model import Inline, Span, SpanKind

_MARKS: tuple[tuple[SpanKind, str], ...] = (
    ("code", r"`(?P<code>[^`]+)`"),
    ("math", r"\$(?P<math>[^$\s](?:[^$]*[^$\s])?)\$(?!\d)"),
    ("strong", r"\*\*(?P<strong>[^*]+)\*\*"),
    ("em", r"(?<!\w)[*_](?P<em>[^*_]+)[*_](?!\w)"),
)
_INLINE = re.compile("|".join(pattern for _, pattern in _MARKS))

# A sentence ends at . ! ? (or their East Asian forms), with a closing quote or
# bracket, before a space and something that can begin a sentence.
_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[^\Wa-z_])|[。！？]")

# No sentence that is shown has more spans than this to one side of a link.
_REACH = 150


def from_markdown(source: str) -> Inline:
    """Give the inline styles of one line of Markdown, as far as front matter uses them.

    >>> from_markdown("So $a^2$ is `even`")
    (Span(kind='text', text='So '), Span(kind='math', text='a^2'), \
Span(kind='text', text=' is '), Span(kind='code', text='even'))
    """
    spans: list[Span] = []
    start = 0
    for match in _INLINE.finditer(source):
        spans.append(Span("text", source[start : match.start()]))
        kind = next(name for name, _ in _MARKS if match[name])
        spans.append(Span(kind, match[kind]))
        start = match.end()
    spans.append(Span("text", source[start:]))
    return squeeze(spans)


def squeeze(spans: Iterable[Span]) -> Inline:
    """Join neighbours of one style, make white space single and trim the ends."""
    joined: list[Span] = []
    for span in spans:
        words = span.text if span.kind in ("math", "code") else re.sub(r"\s+", " ", span.text)
        if joined and joined[-1].kind == span.kind == "text":
            joined[-1] = Span("text", re.sub(r"\s+", " ", joined[-1].text + words))
        elif words:
            joined.append(Span(span.kind, words))
    if joined:
        joined[0] = Span(joined[0].kind, joined[0].text.lstrip())
        joined[-1] = Span(joined[-1].kind, joined[-1].text.rstrip())
    return tuple(span for span in joined if span.text)


def with_titles(spans: Inline, titles: Sequence[str], link: int | None = None) -> Inline:
    """Give *spans* with the titles that links without words show.

    :param titles: by the index of the link in its note.
    :param link: the index of the link that the sentence is about, to mark it.

    >>> with_titles((Span("text", "See "), Span("title", "0")), ["Softmax"])
    (Span(kind='text', text='See Softmax'),)
    """
    if all(span.kind != "title" for span in spans):
        return spans
    return squeeze(
        Span("link" if span.text == str(link) else "text", titles[int(span.text)])
        if span.kind == "title"
        else span
        for span in spans
    )


def sentence(spans: Inline, at: int, limit: int = 300) -> Inline:
    """Give the sentence of *spans* around the one with index *at*, which is marked as the link.

    Only plain text ends sentences: a full stop in a formula or in code does
    not. A sentence longer than *limit* characters is cut to words around the span.

    >>> s = (Span("text", "One. Two "), Span("text", "three"), Span("text", " four. Five."))
    >>> "".join(span.text for span in sentence(s, 1))
    'Two three four.'
    """
    head: list[Span] = []
    for span in reversed(spans[max(0, at - _REACH) : at]):
        ends = list(_END.finditer(span.text)) if span.kind == "text" else []
        if ends:
            head.append(Span("text", span.text[ends[-1].end() :]))
            break
        head.append(span)
    head.reverse()
    tail: list[Span] = []
    for span in spans[at + 1 : at + 1 + _REACH]:
        end = _END.search(span.text) if span.kind == "text" else None
        if end:
            tail.append(Span("text", span.text[: end.end()]))
            break
        tail.append(span)
    room = max(0, limit - len(spans[at].text)) // 2
    # A link without words is its own place: what it shows is marked when it is known.
    marked = spans[at] if spans[at].kind == "title" else Span("link", spans[at].text)
    return squeeze([*_last(head, room), marked, *_first(tail, room)])


def _first(spans: list[Span], room: int) -> list[Span]:
    """Give as much of the beginning of *spans* as fits in *room* characters."""
    kept: list[Span] = []
    for span in spans:
        if len(span.text) > room:
            if span.kind == "text" and room:
                kept.append(Span("text", span.text[:room].rsplit(" ", 1)[0]))
            return [*kept, Span("text", "…")]
        kept.append(span)
        room -= len(span.text)
    return kept


def _last(spans: list[Span], room: int) -> list[Span]:
    """Give as much of the end of *spans* as fits in *room* characters."""
    kept: list[Span] = []
    for span in reversed(spans):
        if len(span.text) > room:
            if span.kind == "text" and room:
                kept.insert(0, Span("text", span.text[-room:].split(" ", 1)[-1]))
            return [Span("text", "…"), *kept]
        kept.insert(0, span)
        room -= len(span.text)
    return kept
