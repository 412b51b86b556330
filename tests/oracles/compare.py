"""Two sites compared byte for byte."""

from __future__ import annotations

import difflib
import re
import zlib
from collections.abc import Mapping

# Files that Sphinx leaves behind, each with the reason. Everything else must be
# equal to the byte.
LEFT_BEHIND: Mapping[str, str] = {
    ".buildinfo.bak": "the last .buildinfo, kept when the configuration changes",
}

SHOWN_FILES = 6
SHOWN_LINES = 24


def differences(one: Mapping[str, bytes], two: Mapping[str, bytes]) -> list[str]:
    """Give the paths that only one site has or whose bytes differ, sorted."""
    return sorted(
        path
        for path in one.keys() | two.keys()
        if one.get(path) != two.get(path) and (path in two or path not in LEFT_BEHIND)
    )


def describe(one: Mapping[str, bytes], two: Mapping[str, bytes], names: tuple[str, str]) -> str:
    """Say how two sites differ, file by file; empty where they are equal.

    >>> print(describe({"a": b"x"}, {"a": b"x", "b": b""}, ("one", "two")))
    1 file differs: b
    only in two: b
    """
    paths = differences(one, two)
    if not paths:
        return ""
    count = f"{len(paths)} file{' differs' if len(paths) == 1 else 's differ'}"
    said = [f"{count}: {', '.join(paths[:40])}"]
    for path in paths[:SHOWN_FILES]:
        if path not in one or path not in two:
            said.append(f"only in {names[path in two]}: {path}")
        else:
            said.append(_diff(path, one[path], two[path], names))
    return "\n".join(said)


def _diff(path: str, one: bytes, two: bytes, names: tuple[str, str]) -> str:
    before, after = (f"{path} ({name})" for name in names)
    lines = difflib.unified_diff(_lines(one), _lines(two), before, after, n=0, lineterm="")
    return "\n".join(line[:300] for _, line in zip(range(SHOWN_LINES), lines, strict=False))


def _lines(data: bytes) -> list[str]:
    if data.startswith(b"# Sphinx inventory"):
        *head, packed = data.split(b"\n", 4)
        data = b"\n".join([*head, zlib.decompress(packed)])
    # Pages and data files have long lines: break them where their parts end.
    text = data.decode("utf-8", "backslashreplace")
    return re.sub(r"(\}|\]),|(?<=>)(?=<)", r"\1\n", text).splitlines()
