"""What a code cell says about itself: ``#|`` comments, tags, and the note's ``execute``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.nearest import did_you_mean, shown

_COMMENT = re.compile(r"\A(?:[ \t]*\n)*((?:[ \t]*(?:#|//|--)\|[^\n]*(?:\n|\Z))+)")
_MARK = re.compile(r"^[ \t]*(?:#|//|--)\| ?", re.MULTILINE)

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
_RUNNING = frozenset({"skip-execution", "raises-exception"})
_TEXTS = ("label", "fig-cap", "fig-alt", "tbl-cap", "code-summary")
OPTIONS = (*_TAGS, *_TEXTS, "code-line-numbers")
NOTE_OPTIONS = (*_TAGS, "cache", "enabled", "depends-on", "timeout", "code-line-numbers")


@dataclass(frozen=True, slots=True)
class CellOptions:
    """What a cell says about itself."""

    source: str
    """The code without the comments that hold options."""
    tags: tuple[str, ...]
    render: Mapping[str, Any] = field(default_factory=dict)
    """What MyST-NB reads from a cell's metadata under ``mystnb``."""
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
    :param line: the line of the cell's first line of code, counted from 1.

    >>> cell = read_cell("#| echo: false\\n#| fig-cap: Loss\\nplot()")
    >>> cell.source, cell.tags, cell.render["figure"]
    ('plot()', ('remove-input',), {'caption': 'Loss'})
    """
    comments = _COMMENT.match(source)
    problems: list[Problem] = []
    own: dict[str, Any] = {}
    code = source
    if comments:
        code = source[comments.end() :]
        own, problems = _read_comments(comments[1], line)
    found = dict.fromkeys(tags)
    for name, (value, tag) in _TAGS.items():
        for options in (defaults or {}, own):
            if name in options and options[name] is value:
                found[tag] = None
            elif name in options and options is own:
                found.pop(tag, None)
    return CellOptions(code, tuple(found), _render({**(defaults or {}), **own}), tuple(problems))


def running_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Give those *tags* that change what running a cell gives; the others are for show."""
    return tuple(sorted(_RUNNING.intersection(tags)))


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
        if key not in NOTE_OPTIONS
    ]
    return {str(key): value for key, value in raw.items()}, problems


def _read_comments(text: str, line: int | None) -> tuple[dict[str, Any], list[Problem]]:
    try:
        raw = yaml.safe_load(_MARK.sub("", text))
    except (yaml.YAMLError, ValueError) as error:
        reason = str(getattr(error, "problem", None) or error)
        return {}, [Problem(f"The options of a cell are no YAML: {reason}.", line, "cell")]
    if raw is None:
        return {}, []
    if not isinstance(raw, Mapping):
        expected = "expected lines such as '#| echo: false'"
        return {}, [Problem(f"The options of a cell are {shown(raw)}; {expected}.", line, "cell")]
    problems = [
        Problem(f"Unknown option of a cell: {key!r}.{near}", line, "cell")
        for key in raw
        if key not in OPTIONS
        for near in [did_you_mean(str(key), OPTIONS)]
    ]
    return {str(key): value for key, value in raw.items() if key in OPTIONS}, problems


def _render(options: Mapping[str, Any]) -> dict[str, Any]:
    render: dict[str, Any] = {}
    figure: dict[str, Any] = {}
    caption = options.get("fig-cap") or options.get("tbl-cap")
    if caption:
        figure["caption"] = str(caption)
    if options.get("label"):
        figure["name"] = str(options["label"])
    if caption:
        render["figure"] = figure
    if options.get("fig-alt"):
        render["image"] = {"alt": str(options["fig-alt"])}
    if options.get("code-line-numbers") is True:
        render["number_source_lines"] = True
    if options.get("code-summary"):
        render["code_prompt_show"] = f"{options['code-summary']}"
        render["code_prompt_hide"] = f"{options['code-summary']}"
    return render
