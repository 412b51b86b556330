"""What pages show of the state of the wiki: problems, in words of its language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx_wiki.live.messages import Problem
from sphinx_wiki.live.problems import place
from sphinx_wiki.live.words import panel


class Panel:
    """Makes of what builds say what pages are told.

    :param source: the folder of notes.
    :param editor: the address that opens a file, with ``{path}`` and ``{line}``; may be empty.
    """

    def __init__(self, source: Path, editor: str) -> None:
        self._source = source
        self._editor = editor

    def words(self, language: str) -> dict[str, Any]:
        """Give the words of pages, where there was a build that knows their language."""
        return {"language": language, "words": panel(language)} if language else {}

    def shown(self, problem: Problem) -> dict[str, Any]:
        """Give what a page shows of *problem*."""
        link = ""
        if self._editor and problem.path:
            values = {"path": problem.path, "line": problem.line or 1}
            link = self._editor.format_map(values)
        return {
            "level": problem.level,
            "text": problem.text,
            "place": place(problem, self._source).rstrip(": "),
            "link": link,
        }
