r"""The structure of TeX formulas: their faults, rows, numbers and labels.

Only what is the same in every formula is looked at: braces, environments,
comments, ``\\`` and ``&``. What commands mean is the renderer's to know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_TOKEN = re.compile(
    r"%[^\n]*"
    r"|\\(?P<edge>begin|end)\s*\{(?P<name>[^{}\\]*)\}"
    r"|(?P<command>\\(?:[a-zA-Z@]+|.|\Z))"
    r"|(?P<mark>[{}&]|\n\s*\n)",
    re.DOTALL,
)
# With these, braces and environments may mean something else.
_UNSURE = re.compile(
    r"\\(?:(?:verb|char|catcode|csname|else|fi|let)(?![a-zA-Z])|if(?!f(?![a-zA-Z])))"
)
_DEFINES = re.compile(r"\\(def|[egx]def|(re)?newcommand|providecommand|newenvironment)\b")
_BREAK = re.compile(r"\\\\\*?(?:[ ]*\[[^\]\n]*\])?")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_REFERENCE = re.compile(r"\\(eqref|ref)\s*\{([^{}]+)\}")
_TAG = re.compile(r"\\tag\*?\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_UNNUMBERED = re.compile(r"\\(notag|nonumber)(?![a-zA-Z])")
_EQUATIONS = re.compile(
    r"\s*\\begin\{(equation|align|alignat|flalign|gather|multline|eqnarray)(\*?)\}"
    r"(\{\d+\})?(.*)\\end\{\1\2\}\s*",
    re.DOTALL,
)
_ONE_NUMBER = ("equation", "multline")


class Fault(NamedTuple):
    """What is wrong, in words, and the line of the formula, from 0."""

    message: str
    line: int


def fault(tex: str, macros: Mapping[str, str] | None = None) -> Fault | None:
    r"""Give what no TeX can draw in *tex*: an odd brace, environment or ``\left``.

    Where macros could hide the other half, nothing is said.

    :param macros: the bodies of macros that formulas may use, by name.

    >>> fault(r"\frac{1}{2")
    Fault(message="'{' is never closed", line=0)
    >>> fault(r"\{ a \} % }") is None
    True
    """
    if _UNSURE.search(tex):
        return None
    bodies = " ".join((macros or {}).values())
    hidden = bool(_DEFINES.search(tex)) or any(
        name in bodies for name in (r"\begin", r"\end", r"\left", r"\right")
    )
    return _unbalanced(tex, hidden)


def _unbalanced(tex: str, hidden: bool) -> Fault | None:
    opened: dict[str, list[tuple[str, str, int]]] = {"brace": [], "environment": [], "side": []}
    for token in _TOKEN.finditer(tex):
        kind, opens = _half(token)
        if not kind or (hidden and kind != "brace"):
            continue
        name, line = token["name"] or "", tex.count("\n", 0, token.start())
        if opens:
            opened[kind].append((name, token[0], line))
            continue
        begun = opened[kind].pop() if opened[kind] else None
        if begun is None or begun[0] != name:
            what = f"'{begun[1]}'" if begun else "nothing"
            return Fault(f"'{token[0]}' closes {what}", line)
    for _name, written, line in [*opened["brace"], *opened["environment"], *opened["side"]]:
        return Fault(f"'{written}' is never closed", line)
    return None


def _half(token: re.Match[str]) -> tuple[str, bool]:
    """Give what kind of pair *token* is half of, if any, and whether it opens it."""
    if token["edge"]:
        return "environment", token["edge"] == "begin"
    if token["command"] in (r"\left", r"\right"):
        return "side", token["command"] == r"\left"
    if token["mark"] in ("{", "}"):
        return "brace", token["mark"] == "{"
    return "", False


def _outside(tex: str) -> Iterator[re.Match[str]]:
    """Give the tokens of *tex* that stand in no braces and no environment."""
    depth = 0
    for token in _TOKEN.finditer(tex):
        if token["mark"] == "}" or token["edge"] == "end":
            depth -= 1
        if depth == 0:
            yield token
        if token["mark"] == "{" or token["edge"] == "begin":
            depth += 1


def _closed(tex: str) -> bool:
    """Say whether all that *tex* ends it has begun: it is the inside of one environment."""
    depth = 0
    for token in _TOKEN.finditer(tex):
        depth += {"begin": 1, "end": -1}.get(token["edge"], 0)
        if depth < 0:
            return False
    return depth == 0


def rows(tex: str) -> list[tuple[str, str]]:
    r"""Give the rows of *tex*, each with the break after it; the last has none.

    >>> rows(r"a \\[1ex] \begin{matrix} b \\ c \end{matrix}")
    [('a ', '\\\\[1ex]'), (' \\begin{matrix} b \\\\ c \\end{matrix}', '')]
    """
    found: list[tuple[str, str]] = []
    start = 0
    for token in _outside(tex):
        if token["command"] == r"\\" and (end := _BREAK.match(tex, token.start())):
            found.append((tex[start : token.start()], end[0]))
            start = end.end()
    return [*found, (tex[start:], "")]


def parts(tex: str) -> list[str]:
    """Give what blank lines part, without those inside braces and environments."""
    found: list[str] = []
    start = 0
    for token in _outside(tex) if tex.count("\n") > 1 else ():
        if token["mark"] and token["mark"][0] == "\n":
            found.append(tex[start : token.start()].strip())
            start = token.end()
    return [part for part in [*found, tex[start:].strip()] if part]


def outside_signs(tex: str) -> set[str]:
    r"""Give which of ``&`` and ``\\`` *tex* has that no environment has claimed."""
    if "&" not in tex and r"\\" not in tex:
        return set()
    found = {token["mark"] or token["command"] for token in _outside(tex)}
    return found & {"&", r"\\"}


def labels(tex: str) -> tuple[str, ...]:
    r"""Give the names in every ``\label`` of *tex*."""
    return tuple(match[1].strip() for match in _LABEL.finditer(tex))


def tag(tex: str) -> str | None:
    r"""Give what a ``\tag`` in *tex* says."""
    match = _TAG.search(tex)
    return match[1] if match else None


def without_labels(tex: str) -> str:
    r"""Give *tex* without every ``\label``."""
    return _LABEL.sub("", tex)


def without_tag(tex: str) -> str:
    r"""Give *tex* without its ``\tag``."""
    return map_tags(tex, lambda _shown: "")


def map_tags(tex: str, give: Callable[[str], str]) -> str:
    r"""Give *tex* with every ``\tag`` replaced by what *give* gives for what it says."""
    return _TAG.sub(lambda match: give(match[1]), tex)


@dataclass(frozen=True, slots=True)
class Equations:
    """An environment of LaTeX that numbers equations, taken apart."""

    name: str
    starred: bool
    argument: str
    """What stands in braces after the name, with them: the columns of ``alignat``."""
    rows: tuple[tuple[str, str], ...]
    """What one number stands for each, with the break after it."""

    def numbered(self, row: str) -> bool:
        """Say whether LaTeX gives *row* the next number."""
        return not self.starred and not _UNNUMBERED.search(row) and tag(row) is None


def read_equations(tex: str) -> Equations | None:
    r"""Give the environment that *tex* consists of, if it is one that numbers equations.

    >>> read_equations(r"\begin{align} a \\ b \end{align}").rows
    ((' a ', '\\\\'), (' b ', ''))
    """
    match = _EQUATIONS.fullmatch(tex)
    if match is None or _UNSURE.search(tex):
        return None
    name, star, argument, body = match.groups()
    if not _closed(body):
        return None
    found = [(body, "")] if name in _ONE_NUMBER else rows(body)
    if len(found) > 1 and not found[-1][0].strip():
        # A break after the last row makes no row.
        found = [*found[:-2], (found[-2][0], "")]
    return Equations(name, bool(star), argument or "", tuple(found))


def references(tex: str) -> tuple[str, ...]:
    r"""Give the names in every ``\eqref`` and ``\ref`` of *tex*.

    >>> references(r"\eqref{one} + \ref{ two }")
    ('one', 'two')
    """
    return tuple(match[2].strip() for match in _REFERENCE.finditer(tex))


def map_labels(tex: str, give: Callable[[str], str]) -> str:
    r"""Give *tex* with every ``\label`` replaced by what *give* gives for its name."""
    return _LABEL.sub(lambda match: give(match[1].strip()), tex)


def map_references(tex: str, give: Callable[[str, str], str]) -> str:
    r"""Give *tex* with every ``\eqref`` and ``\ref`` replaced.

    :param give: takes the command without backslash, and the label.
    """
    return _REFERENCE.sub(lambda match: give(match[1], match[2].strip()), tex)
