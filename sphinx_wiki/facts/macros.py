r"""Macros for formulas, as the settings of MathJax declare them.

``{"tex": {"macros": {"RR": r"\mathbb{R}", "norm": [r"\lVert #1 \rVert", 1]}}}``
is what Sphinx and Jupyter Book know, so that folders written for them work as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

_NAME = re.compile(r"\\?([a-zA-Z]+|[^a-zA-Z\s])")
_MOST = 9
_DEFINITION = re.compile(
    r"\\(?:(?:re)?new|provide)command\*?\s*\{?\\([a-zA-Z]+)\}?\s*(?:\[(\d)\])?\s*(?:\[([^\]]*)\])?"
    r"|\\g?def\s*\\([a-zA-Z]+)(?=\s*\{)"
)


class Macro(NamedTuple):
    """What a macro stands for; ``#1`` in its body is its first argument."""

    body: str
    arguments: int = 0
    default: str | None = None
    """The first argument where it is left out; with it, it stands in brackets."""


def read_macros(settings: Any) -> dict[str, Macro]:
    r"""Give the macros of conf.py by name, without backslash; what is none is left out.

    :param settings: what has ``mathjax4_config`` and ``mathjax3_config``, of which
        the first counts where both declare the same.

    >>> from types import SimpleNamespace as Settings
    >>> read_macros(Settings(mathjax3_config={"tex": {"macros": {"E": [r"e^{#1}", 1]}}}))
    {'E': Macro(body='e^{#1}', arguments=1, default=None)}
    """
    found: dict[str, Macro] = {}
    for name in ("mathjax3_config", "mathjax4_config"):
        config = getattr(settings, name, None)
        tex = config.get("tex") if isinstance(config, Mapping) else None
        declared = tex.get("macros") if isinstance(tex, Mapping) else None
        for key, value in declared.items() if isinstance(declared, Mapping) else ():
            match = _NAME.fullmatch(str(key))
            macro = _macro(value)
            if match and macro:
                found[match[1]] = macro
    return found


def _macro(value: Any) -> Macro | None:
    match value:
        case str():
            return Macro(value)
        case [str(body)]:
            return Macro(body)
        case [str(body), int(arguments)] if 0 <= arguments <= _MOST:
            return Macro(body, arguments)
        case [str(body), int(arguments), str(default)] if 1 <= arguments <= _MOST:
            return Macro(body, arguments, default)
    return None


def as_latex(macros: Mapping[str, Macro]) -> str:
    r"""Give the definitions for a LaTeX preamble; they replace what has the name already.

    >>> as_latex({"E": Macro("e^{#1}", 1)})
    '\\providecommand{\\E}{}\\renewcommand{\\E}[1]{e^{#1}}\n'
    """
    return "".join(
        rf"\providecommand{{\{name}}}{{}}\renewcommand{{\{name}}}{_arguments(macro)}"
        rf"{{{macro.body}}}" + "\n"
        for name, macro in macros.items()
    )


def _arguments(macro: Macro) -> str:
    number = f"[{macro.arguments}]" if macro.arguments else ""
    return number + (f"[{macro.default}]" if macro.default is not None else "")


def expand(tex: str, macros: Mapping[str, Macro]) -> str:
    r"""Give *tex* with every macro replaced by what it stands for.

    >>> expand(r"\E{x} \E y", {"E": Macro("e^{#1}", 1)})
    'e^{x} e^{y}'
    """
    if not macros:
        return tex
    names = "|".join(sorted(map(re.escape, macros), key=len, reverse=True))
    pattern = re.compile(rf"\\\\|\\({names})(?![a-zA-Z])[ ]?|\\({names})(?<![a-zA-Z])")
    # A macro that stands for itself would never end.
    for _round in range(_MOST):
        expanded = _expand_once(tex, pattern, macros)
        if expanded == tex:
            break
        tex = expanded
    return tex


def _expand_once(tex: str, pattern: re.Pattern[str], macros: Mapping[str, Macro]) -> str:
    parts: list[str] = []
    at = 0
    while match := pattern.search(tex, at):
        name = match[1] or match[2]
        if name is None:
            parts.append(tex[at : match.end()])
            at = match.end()
            continue
        parts.append(tex[at : match.start()])
        macro, at = macros[name], match.end()
        values: list[str] = []
        if macro.default is not None:
            optional = re.compile(r"\s*\[([^\]]*)\]").match(tex, at)
            values.append(optional[1] if optional else macro.default)
            at = optional.end() if optional else at
        while len(values) < macro.arguments:
            value, at = _argument(tex, at)
            values.append(value)
        parts.append(
            re.sub(
                r"#([1-9])",
                lambda place, given=values: (
                    given[int(place[1]) - 1]  # type: ignore[misc]
                    if int(place[1]) <= len(given)
                    else place[0]
                ),
                macro.body,
            )
        )
    return "".join([*parts, tex[at:]])


def _argument(tex: str, at: int) -> tuple[str, int]:
    """Give the next argument, a group in braces or one sign or command, and where it ends."""
    match = re.compile(r"\s*(\\[a-zA-Z]+|\\.|[^{]|)", re.DOTALL).match(tex, at)
    assert match is not None
    if match[1] or match.end() >= len(tex):
        return match[1], match.end()
    depth = 0
    for end in range(match.end(), len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[end], 0)
        if depth == 0:
            return tex[match.end() + 1 : end], end + 1
    return tex[match.end() + 1 :], len(tex)


def read_definitions(tex: str, known: Mapping[str, Macro]) -> tuple[str, dict[str, Macro]]:
    r"""Give *tex* without the definitions in it, and what is defined after it.

    :param known: what is defined before; ``\providecommand`` changes nothing of it.

    >>> read_definitions(r"\newcommand{\E}[1]{e^{#1}} \E{x}", {})
    (' \\E{x}', {'E': Macro(body='e^{#1}', arguments=1, default=None)})
    """
    parts: list[str] = []
    found = dict(known)
    at = 0
    while match := _DEFINITION.search(tex, at):
        body, end = _argument(tex, match.end())
        name, macro = match[1] or match[4], Macro(body, int(match[2] or 0), match[3])
        if name not in found or not match[0].startswith(r"\provide"):
            found[name] = macro
        parts.append(tex[at : match.start()])
        at = end
    return "".join([*parts, tex[at:]]), found
