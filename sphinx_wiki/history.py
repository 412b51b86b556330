"""When notes last changed, from git: one question for the whole folder."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

_MARK = "\x01"


def last_changes(folder: Path) -> Mapping[str, str]:
    """Give the ISO date of the last commit of every file under *folder*.

    Paths are relative to *folder*, with ``/``. Nothing outside git, and nothing
    for files whose history a shallow clone has cut off: the date of a checkout
    is not the date of a change.
    """
    boundary = _shallow_commits(folder)
    log = _git(
        folder,
        "-c",
        "core.quotePath=false",
        "log",
        f"--format={_MARK}%H %cs",
        "--name-only",
        "-z",
        "--relative",
        "--no-renames",
        "--",
        ".",
    )
    dates: dict[str, str] = {}
    for commit in (log or "").split(_MARK)[1:]:
        head, _, names = commit.partition("\n") if "\n" in commit else commit.partition("\0")
        sha, _, day = head.strip("\0").partition(" ")
        day = day[:10]
        if sha in boundary:
            continue
        for name in names.split("\0"):
            if name.strip("\n"):
                dates.setdefault(name.strip("\n"), day)
    return dates


def history_mark(folder: Path) -> str:
    """Give what decides :func:`last_changes`: the commit that is checked out, and its history."""
    head = _git(folder, "rev-parse", "HEAD", "--show-prefix")
    return f"{head} {sorted(_shallow_commits(folder))}"


def _shallow_commits(folder: Path) -> frozenset[str]:
    place = _git(folder, "rev-parse", "--git-path", "shallow")
    if place is None:
        return frozenset()
    path = folder / place.strip()
    try:
        return frozenset(path.read_text("ascii").split())
    except OSError:
        return frozenset()


def _git(folder: Path, *arguments: str) -> str | None:
    """Give what git prints, or ``None`` where it fails or is not installed."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
