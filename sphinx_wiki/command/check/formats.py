"""What a check found, printed: for people, for programs, for workflows on GitHub."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import click

from sphinx_wiki.command.words import count
from sphinx_wiki.facts.findings import ORPHAN, UNSOURCED, Finding, Report, Severity

_SHOWN = 10
_COLOURS: Mapping[Severity, str] = MappingProxyType({"error": "red", "advice": "yellow"})
# What is said of very many notes is said in one line.
_GATHERED = MappingProxyType({ORPHAN: "No other note links to", UNSOURCED: "No source is named in"})


def text(report: Report, folder: Path) -> Iterator[str]:
    """Give a line for each finding, as compilers do, and a summary."""
    for each in report.findings:
        if each.kind in _GATHERED:
            continue
        place = _shown(each, folder)
        word = click.style(each.severity, fg=_COLOURS[each.severity], bold=True)
        kind = click.style(f"[{each.kind}]", dim=True)
        yield (
            f"{place}: {word}: {each.message} {kind}"
            if place
            else (f"{word}: {each.message} {kind}")
        )
    if report.wanted:
        names = [f"{name} ({count(len(notes), 'note')})" for name, notes in report.wanted.items()]
        yield f"Wanted, most of all: {_some(names)}"
    for kind, words, paths in _gathered(report):
        share = f"{len(paths):,} of {report.notes:,} notes"
        yield f"{words} {share}: {_some(paths)} [{kind}]"
    errors, advice = report.count("error"), report.count("advice")
    if not errors and not advice:
        yield f"All is well in {count(report.notes, 'note')}."
    else:
        yield (
            f"{count(errors, 'error')} and {count(advice, 'piece')} of advice "
            f"in {count(report.notes, 'note')}."
        )


def as_json(report: Report, folder: Path) -> Iterator[str]:
    """Give the report as JSON, with paths from the folder of notes."""
    del folder
    yield json.dumps(report.as_json(), ensure_ascii=False, indent=1)


def github(report: Report, folder: Path) -> Iterator[str]:
    """Give commands by which a workflow on GitHub makes annotations."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    for each in report.findings:
        if each.kind in _GATHERED:
            continue
        command = "error" if each.severity == "error" else "warning"
        properties = {"title": f"sphinx-wiki: {each.kind}"}
        if each.path:
            path = (folder.resolve() / each.path).resolve()
            inside = path.relative_to(root) if path.is_relative_to(root) else path
            properties = {"file": inside.as_posix(), **properties}
            if each.line:
                properties["line"] = str(each.line)
        yield _annotation(command, properties, each.message)
    for kind, words, paths in _gathered(report):
        message = f"{words} {len(paths)} of {report.notes} notes: {_some(paths)}"
        yield _annotation("notice", {"title": f"sphinx-wiki: {kind}"}, message)


def _gathered(report: Report) -> Iterator[tuple[str, str, list[str]]]:
    """Give each kind that is said in one line, how it begins, and the files it is about."""
    for kind, words in _GATHERED.items():
        if paths := [each.path for each in report.findings if each.kind == kind]:
            yield kind, words, paths


FORMATS: Mapping[str, Callable[[Report, Path], Iterator[str]]] = MappingProxyType(
    {"text": text, "json": as_json, "github": github}
)


def _annotation(command: str, properties: Mapping[str, str], message: str) -> str:
    r"""Give one command; the signs that mean something in it are escaped as GitHub says.

    >>> _annotation("error", {"file": "a,b.md", "line": "3"}, "50%\nof it")
    '::error file=a%2Cb.md,line=3::50%25%0Aof it'
    """
    pairs = ",".join(
        f"{key}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
    )
    return f"::{command} {pairs}::{_escaped(message)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _shown(finding: Finding, folder: Path) -> str:
    """Give the place as terminals and editors open it: from the current folder."""
    if not finding.path:
        return ""
    place = (folder / finding.path).as_posix()
    return f"{place}:{finding.line}" if finding.line else place


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
