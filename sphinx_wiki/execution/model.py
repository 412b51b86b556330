"""The values that running a note's code takes and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

FailureKind = Literal["error", "timeout", "died", "start"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to run."""

    index: int
    """Its place among all cells of the note."""
    source: str
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One note's code, and all that its result depends on but the files it reads."""

    docname: str
    key: str
    """Of everything here that matters; see :func:`~sphinx_wiki.execution.plan.plan`."""
    root: Path
    """The notes folder."""
    folder: Path
    """Where the code runs."""
    kernel: str
    language: str
    cells: tuple[Cell, ...]
    cell_limit: float | None
    """Seconds that a cell may take; ``None``: as long as it likes."""
    note_limit: float | None
    """Seconds that all cells together may take."""
    depends: tuple[str, ...] = ()
    """Files, from the notes folder, that the author says the result depends on."""
    keep: bool = True
    """Whether an earlier result may stand for a new one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why code stopped before its end."""

    kind: FailureKind
    cell: int | None
    """The cell that failed, counted from 0 among those of the job."""
    name: str
    message: str
    outer: bool = False
    """Whether the cause may lie beyond the notes: a package or the network that is missing."""

    @property
    def final(self) -> bool:
        """Tell whether running the same code again would fail again."""
        return self.kind == "error" and not self.outer


@dataclass(frozen=True, slots=True)
class Result:
    """What running a note's code gave."""

    outputs: Sequence[list[dict[str, Any]]]
    """Of every cell of the job, in the format of notebooks."""
    failure: Failure | None = None
    files: Mapping[str, str | None] = field(default_factory=dict)
    """Digests of what the code read below the notes folder, by path from there;
    ``None`` for what was not there."""
    language_info: Mapping[str, Any] = field(default_factory=dict)
    widgets: Mapping[str, Any] = field(default_factory=dict)
    complete: bool = True
    """Whether *files* are all, as they were when the code read them."""

    @property
    def final(self) -> bool:
        """Tell whether the result may stand for running the code again."""
        return self.complete and (self.failure is None or self.failure.final)

    def to_json(self) -> dict[str, Any]:
        """Give values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Result:
        """Give the result that :meth:`to_json` gave as *data*.

        :raises KeyError, TypeError, ValueError: where it is none.
        """
        failure = data["failure"]
        return cls(
            outputs=[list(found) for found in data["outputs"]],
            failure=None if failure is None else Failure(**failure),
            files=dict(data["files"]),
            language_info=dict(data["language_info"]),
            widgets=dict(data["widgets"]),
            complete=bool(data["complete"]),
        )
