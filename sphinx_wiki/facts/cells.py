"""What a code cell says about itself: ``#|`` comments, tags, and the note's ``execute``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.nearest import did_you_mean, shown
from sphinx_wiki.facts.yaml_limits import load_yaml

COMMENT = re.compile(r"\A(?:[ \t]*\n)*((?:[ \t]*(?:#|//|--)\|[^\n]*(?:\n|\Z))+)")
"""The comments at the beginning of a cell that hold its options."""
_MARK = re.compile(r"^[ \t]*(?:#|//|--)\| ?", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:", re.MULTILINE)

# By option: the value that is not the usual, and the tag of MyST-NB that says so.
_TAGS: Mapping[str, tuple[object, str]] = {
    "echo": (False, "remove-input"),
    "output": (False, "remove-output"),
    "include": (False, "remove-cell"),
    "eval": (False, "skip-execution"),
    "warning": (False, "remove-stderr"),
    "error": (True, "raises-exception"),
    "code-fold": (True, "hide-input"),
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "echo": ("fenced",),
    "output": ("asis",),
    "code-fold": ("show",),
}
"""What an option may be besides true and false."""
_TEXTS = ("label", "code-summary")
_LISTS = ("fig-cap", "fig-alt", "tbl-cap")
"""Texts, of which a cell with several outputs can have one for each."""
_OF_CODE = ("code-fold", "code-line-numbers", "code-summary", "execute-dir")
OPTIONS = (*_TAGS, *_TEXTS, *_LISTS, "code-line-numbers", "tags")
NOTE_OPTIONS = (
    *_TAGS, "cache", "enabled", "depends-on", "timeout", "code-line-numbers", "code-summary",
    "execute-dir",
)  # fmt: skip
ELSEWHERE = frozenset(
    (
        "cap-location", "classes", "code-overflow", "column", "export", "fig-align", "fig-asp",
        "fig-cap-location", "fig-column", "fig-env", "fig-format", "fig-height", "fig-link",
        "fig-pos", "fig-scap", "fig-subcap", "fig-width", "html-table-processing", "id", "layout",
        "layout-align", "layout-ncol", "layout-nrow", "layout-valign", "lst-cap", "lst-label",
        "out-width", "panel", "renderings", "tbl-cap-location", "tbl-colwidths", "tbl-column",
        "tbl-subcap",
    )
)  # fmt: skip
"""Options of Quarto's that change nothing here, and are no mistake."""
_NOTE_ELSEWHERE = frozenset(
    (
        "daemon", "daemon-restart", "debug", "freeze", "ipynb",
        "ipynb-shell-interactivity", "keep-ipynb", "keep-md", "plotly-connected",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caption:
    """What a cell says about its figures or tables."""

    kind: Literal["figure", "table"] = "figure"
    label: str = ""
    captions: tuple[str, ...] = ()
    """One for all outputs together, or one for each."""
    alternatives: tuple[str, ...] = ()
    """What is read to those who cannot see them, in the same way."""


@dataclass(frozen=True, slots=True)
class CellOptions:
    """What a cell says about itself."""

    source: str
    """The code without the comments that hold options."""
    tags: tuple[str, ...]
    render: Mapping[str, Any] = field(default_factory=dict)
    """What MyST-NB reads from a cell's metadata under ``mystnb``."""
    caption: Caption = Caption()
    summary: str = ""
    """What the reader unfolds the code by."""
    opened: bool = False
    """Whether folded code is shown at first."""
    as_it_is: bool = False
    """Whether what the cell prints is Markdown."""
    problems: tuple[Problem, ...] = ()

    @property
    def runs(self) -> bool:
        """Tell whether the cell is to be run."""
        return "skip-execution" not in self.tags

    @property
    def may_fail(self) -> bool:
        """Tell whether an exception is what the author means."""
        return "raises-exception" in self.tags


def read_cell(
    source: str,
    tags: Iterable[str] = (),
    defaults: Mapping[str, Any] | None = None,
    line: int | None = None,
) -> CellOptions:
    """Read the options of one cell.

    Comments win over *tags*, and these over *defaults*.

    :param defaults: the note's ``execute``.
    :param line: the line of the cell's first comment, counted from 1.

    >>> cell = read_cell("#| echo: false\\n#| fig-cap: Loss\\nplot()")
    >>> cell.source, cell.tags, cell.caption.captions
    ('plot()', ('remove-input',), ('Loss',))
    """
    comments = COMMENT.match(source)
    problems: list[Problem] = []
    own: dict[str, Any] = {}
    code = source
    if comments:
        code = source[comments.end() :]
        own, problems = _read_comments(comments[1], line)
    options = {**(defaults or {}), **own}
    found = dict.fromkeys([*tags, *_texts(own.get("tags"))])
    for name, (value, tag) in _TAGS.items():
        if options.get(name) is value or (name == "code-fold" and options.get(name) == "show"):
            found[tag] = None
        elif name in own:
            found.pop(tag, None)
    return CellOptions(
        source=code,
        tags=tuple(found),
        render={"number_source_lines": True} if options.get("code-line-numbers") else {},
        caption=_caption(options),
        summary=str(options.get("code-summary") or (options.get("code-fold") and "Code") or ""),
        opened=options.get("code-fold") == "show",
        as_it_is=options.get("output") == "asis",
        problems=tuple(problems),
    )


def with_code_keys(execute: Mapping[str, Any], others: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give *execute* with what a note says of all its code beside it, as in Quarto.

    >>> with_code_keys({"echo": False}, {"code-fold": True, "theme": "x"})
    {'code-fold': True, 'echo': False}
    """
    return {**{key: others[key] for key in _OF_CODE if key in others}, **execute}


def read_execute(raw: object, line: int | None = None) -> tuple[dict[str, Any], list[Problem]]:
    """Read the key ``execute`` of front matter.

    >>> read_execute(False)[0]
    {'enabled': False}
    """
    if raw is None:
        return {}, []
    if isinstance(raw, bool):
        return {"enabled": raw}, []
    if not isinstance(raw, Mapping):
        message = f"execute: found {shown(raw)}; expected true, false or a mapping of options."
        return {}, [Problem(message, line)]
    problems = [
        Problem(f"Unknown option of execute: {key!r}.{did_you_mean(str(key), NOTE_OPTIONS)}", line)
        for key in raw
        if key not in NOTE_OPTIONS and key not in _NOTE_ELSEWHERE
    ]
    options = {str(key): value for key, value in raw.items()}
    problems += [
        Problem(f"execute: {key}: found {shown(value)}; {expected}.", line)
        for key, value in options.items()
        if key in _TAGS and (expected := _expected(key, value))
    ]
    return options, problems


def _read_comments(text: str, line: int | None) -> tuple[dict[str, Any], list[Problem]]:
    content = _MARK.sub("", text)
    try:
        raw = load_yaml(content)
    except (yaml.YAMLError, ValueError) as error:
        reason = str(getattr(error, "problem", None) or error)
        mark = getattr(error, "problem_mark", None)
        last = content.rstrip().count("\n")
        where = None if line is None else line + (min(mark.line, last) if mark else 0)
        return {}, [Problem(f"The options of a cell are no YAML: {reason}.", where, "cell")]
    if raw is None:
        return {}, []
    if not isinstance(raw, Mapping):
        expected = "expected lines such as '#| echo: false'"
        return {}, [Problem(f"The options of a cell are {shown(raw)}; {expected}.", line, "cell")]
    lines = {key[1]: content.count("\n", 0, key.start()) for key in _KEY.finditer(content)}
    own: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in raw.items():
        where = None if line is None else line + lines.get(str(key), 0)
        if key in ELSEWHERE:
            continue
        if key not in OPTIONS:
            near = did_you_mean(str(key), (*OPTIONS, *ELSEWHERE))
            problems.append(Problem(f"Unknown option of a cell: {key!r}.{near}", where, "cell"))
        elif expected := _expected(key, value):
            message = f"Option {key} of a cell: found {shown(value)}; {expected}."
            problems.append(Problem(message, where, "cell"))
        else:
            own[key] = value
    return own, problems


def _expected(key: str, value: object) -> str:
    """Say what an option may be, if *value* is something else."""
    words = _WORDS.get(key, ())
    if value is None:
        return ""
    if key in _TAGS and not isinstance(value, bool) and value not in words:
        return "expected true or false" + "".join(f" or {word}" for word in words)
    if key in _TEXTS and not isinstance(value, (str, int, float)):
        return "expected a text"
    if key in _LISTS and not all(isinstance(each, (str, int, float)) for each in _list(value)):
        return "expected a text, or a list of texts"
    return ""


def _caption(options: Mapping[str, Any]) -> Caption:
    table = not options.get("fig-cap") and bool(options.get("tbl-cap"))
    return Caption(
        kind="table" if table else "figure",
        label=str(options.get("label") or ""),
        captions=_texts(options.get("tbl-cap" if table else "fig-cap")),
        alternatives=_texts(options.get("fig-alt")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in _list(value) if each not in (None, ""))


def _list(value: object) -> list[Any]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None else [value]
