"""Sentences that keep their formulas: from Markdown, and cut around a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from sphinx_wiki.facts.model import Inline, Span, SpanKind
from sphinx_wiki.facts.sentences import beginnings

_MARKS: tuple[tuple[SpanKind, str], ...] = (
    ("code", r"`(?P<code>[^`]+)`"),
    ("math", r"\$(?P<math>[^$\s](?:[^$]*[^$\s])?)\$(?!\d)"),
    ("strong", r"\*\*(?P<strong>[^*]+)\*\*"),
    ("em", r"(?<!\w)[*_](?P<em>[^*_]+)[*_](?!\w)"),
)
_INLINE = re.compile("|".join(pattern for _, pattern in _MARKS))
_VERBATIM = frozenset({"math", "code"})
_SPACE = re.compile(r"\s+")

# No sentence that is shown has more spans than this to one side of a link.
_REACH = 150


def from_markdown(source: str) -> Inline:
    """Give the inline styles of one line of Markdown, as far as front matter uses them.

    >>> from_markdown("So $a^2$ is `even`")
    (Span(kind='text', text='So ', marked=False), Span(kind='math', text='a^2', marked=False), \
Span(kind='text', text=' is ', marked=False), Span(kind='code', text='even', marked=False))
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
        kind, said, marked = span
        words = said if kind in _VERBATIM else _SPACE.sub(" ", said)
        last = joined[-1] if joined else None
        if last and last.kind == kind == "text" and last.marked == marked:
            apart = last.text.endswith(" ") and words.startswith(" ")
            joined[-1] = Span(kind, last.text + (words[1:] if apart else words), marked)
        elif words:
            joined.append(Span(kind, words, marked))
    if joined:
        joined[0] = joined[0]._replace(text=joined[0].text.lstrip())
        joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip())
    return tuple(span for span in joined if span.text)


def filled(
    spans: Inline,
    titles: Sequence[Inline],
    cited: Callable[[str], str],
    link: int | None = None,
) -> Inline:
    """Give *spans* with the titles that links without words show, and what citations show.

    :param titles: by the index of the link in its note.
    :param cited: gives what a citation shows by its role and keys.
    :param link: the index of the link that the sentence is about, to mark it.

    >>> filled((Span("text", "See "), Span("title", "0")), [(Span("text", "Softmax"),)], str)
    (Span(kind='text', text='See Softmax', marked=False),)
    """
    if all(span.kind not in {"title", "cite"} for span in spans):
        return spans
    found: list[Span] = []
    for span in spans:
        if span.kind == "title":
            marked = span.text == str(link)
            found += (each._replace(marked=marked) for each in titles[int(span.text)])
        elif span.kind == "cite":
            found.append(Span("text", cited(span.text), span.marked))
        else:
            found.append(span)
    return squeeze(found)


def with_places(sentences: Sequence[tuple[Inline, str]]) -> list[tuple[Span, str | None]]:
    """Give one sentence whose words know the place of the link that they belong to.

    :param sentences: the same sentence as each of its links sees it, with that link's place.

    >>> one = (Span("text", "See "), Span("text", "a", True), Span("text", " and b"))
    >>> two = (Span("text", "See a and "), Span("text", "b", True))
    >>> [(span.text, place) for span, place in with_places([(one, "x"), (two, "y")])]
    [('See ', None), ('a', 'x'), (' and ', None), ('b', 'y')]
    """
    if len(sentences) == 1:
        ((spans, at),) = sentences
        shown = (span for span in spans if span.text)
        return [(Span(span.kind, span.text), at if span.marked else None) for span in shown]
    places: dict[int, str] = {}
    for spans, at in sentences:
        position = 0
        for span in spans:
            if span.marked:
                places.update(dict.fromkeys(range(position, position + len(span.text)), at))
            position += len(span.text)
    found: list[tuple[Span, str | None]] = []
    position = 0
    for span in sentences[0][0]:
        letters = enumerate(span.text, position)
        for place, run in groupby(letters, lambda letter: places.get(letter[0])):
            found.append((Span(span.kind, "".join(letter for _, letter in run)), place))
        position += len(span.text)
    return found


def sentence(spans: Inline, start: int, stop: int, limit: int = 300) -> Inline:
    """Give the sentence of *spans* around those from *start* to *stop*, which are marked.

    A sentence longer than *limit* characters is cut to words around them.

    >>> s = (Span("text", "One. Two "), Span("text", "three"), Span("text", " four. Five."))
    >>> "".join(span.text for span in sentence(s, 1, 2))
    'Two three four.'
    """
    head: list[Span] = []
    for index in range(start - 1, max(-1, start - 1 - _REACH), -1):
        span = spans[index]
        if begins := beginnings(spans, index):
            head.append(span._replace(text=span.text[begins[-1] :]))
            break
        head.append(span)
    head.reverse()
    tail: list[Span] = []
    for index in range(stop, min(len(spans), stop + _REACH)):
        span = spans[index]
        if begins := beginnings(spans, index):
            tail.append(span._replace(text=span.text[: begins[0]]))
            break
        tail.append(span)
    # A link without words is marked when it is known what it shows.
    marked = [span._replace(marked=span.kind != "title") for span in spans[start:stop]]
    room = max(0, limit - sum(len(span.text) for span in marked)) // 2
    return squeeze([*_last(head, room), *marked, *_first(tail, room)])


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
