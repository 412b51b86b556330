"""Finding what of a ``.qmd`` note is run, or stands in another file, without parsing the note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sphinx_wiki.facts.quarto.shortcodes import alone

LANGUAGES = frozenset(
    (
        "awk", "bash", "c", "coffee", "cpp", "cs", "csharp", "d3", "elixir", "fortran", "fsharp",
        "gnuplot", "go", "groovy", "haskell", "java", "javascript", "js", "julia", "kotlin", "lua",
        "maple", "mathematica", "matlab", "maxima", "node", "ocaml", "octave", "ojs", "perl", "php",
        "powershell", "prolog", "psql", "python", "r", "ruby", "rust", "sage", "sas", "scala",
        "scheme", "sh", "sparql", "sql", "stan", "stata", "swift", "typescript", "wolfram", "zsh",
    )
)  # fmt: skip
"""What the cells of Quarto's engines, and of Jupyter's kernels, are called."""

DIAGRAMS = ("mermaid", "dot")

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>.*)")
_INFO = re.compile(r"\{(?P<language>[A-Za-z][\w+-]*)(?P<rest>[ \t]*[ ,\t].*)?\}[ \t]*")
_VALUE = re.compile(
    r"(?<!`)`(?:\{(?P<language>[A-Za-z]\w*)\}|(?P<knitr>r))[ \t]+(?P<code>[^`]+)`(?!`)"
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class Chunk(NamedTuple):
    """One place of a note that is not its own text."""

    kind: Literal["cell", "value", "include"]
    line: int
    """Of the fence, the value or the shortcode, counted from 1."""
    text: str
    """The code of a cell or a value; the name of the file that is included."""
    language: str = ""


def language_of(info: str) -> str | None:
    """Give the language of the cell that a fence with *info* begins; ``None`` for other fences.

    >>> language_of("{python}"), language_of("{.python}"), language_of("{note}")
    ('python', None, None)
    """
    found = _INFO.fullmatch(info)
    if found is None:
        return None
    language = found["language"].lower()
    return language if language in LANGUAGES or language in DIAGRAMS else None


def value_of(code: str) -> tuple[str, str] | None:
    """Give the language and the code of inline code that stands for its value.

    >>> value_of("{python} x + 1")
    ('python', 'x + 1')
    """
    found = _VALUE.fullmatch(f"`{code}`")
    return (_language(found), found["code"].strip()) if found else None


def chunks(text: str, first_line: int = 1) -> Iterator[Chunk]:
    """Give the cells, values and includes of *text*, in order.

    Comments hold none, nor does code that is only shown.

    :param first_line: the line at which the body begins, counted from 1.

    >>> list(chunks("Is `{python} x`."))
    [Chunk(kind='value', line=1, text='x', language='python')]
    """
    lines = text.split("\n")
    number = first_line - 1
    prose: list[tuple[int, str]] = []
    while number < len(lines):
        line = lines[number]
        opening = _opening(line, prose)
        if opening is None:
            prose.append((number + 1, line))
            number += 1
            continue
        yield from _in_prose(prose)
        prose = []
        end = _end_of(opening, lines, number)
        language = language_of(opening["info"]) if opening["mark"][0] == "`" else None
        if language is not None and language not in DIAGRAMS:
            code = _unindented(lines[number + 1 : end], len(opening["indent"]))
            yield Chunk("cell", number + 1, code, language)
        number = end + 1
    yield from _in_prose(prose)


def _opening(line: str, before: list[tuple[int, str]]) -> re.Match[str] | None:
    """Give the fence that *line* is, unless it stands in a comment that has begun before."""
    if "```" not in line and "~~~" not in line:
        return None
    found = _FENCE.fullmatch(line)
    if found is None or (found["mark"][0] == "`" and "`" in found["info"]):
        return None
    open_comment = any("<!--" in text for _number, text in before) and _in_comment(before)
    return None if open_comment else found


def _in_comment(before: list[tuple[int, str]]) -> bool:
    text = "\n".join(line for _number, line in before)
    return text.rfind("<!--") > text.rfind("-->")


def _end_of(opening: re.Match[str], lines: list[str], start: int) -> int:
    """Give the index of the line that ends a fence."""
    mark = opening["mark"]
    for number in range(start + 1, len(lines)):
        line = lines[number].strip()
        if line.startswith(mark) and not line.strip(mark[0]):
            return number
    return len(lines)


def _unindented(lines: list[str], indent: int) -> str:
    """Take up to *indent* blanks off each line, as far as it has them."""
    return "\n".join(line[min(indent, len(line) - len(line.lstrip())) :] for line in lines)


def _in_prose(prose: list[tuple[int, str]]) -> Iterator[Chunk]:
    """Give the values and includes of lines between fences."""
    if not any("`" in line or "{{<" in line for _number, line in prose):
        return
    first = prose[0][0]
    text = _COMMENT.sub(_blank, "\n".join(line for _number, line in prose))
    found = [
        Chunk(
            "value",
            first + text.count("\n", 0, each.start()),
            each["code"].strip(),
            _language(each),
        )
        for each in _VALUE.finditer(text)
        if "\n\n" not in each[0]
    ]
    for number, line in enumerate(text.split("\n"), first):
        if "{{<" in line and (code := alone(line)) and code.name == "include" and code.first:
            found.append(Chunk("include", number, code.first))
    yield from sorted(found, key=lambda chunk: chunk.line)


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def _language(found: re.Match[str]) -> str:
    return (found["language"] or "r").lower()
