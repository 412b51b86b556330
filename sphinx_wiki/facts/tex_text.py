r"""Formulas as plain text, for places that can show nothing else: a tab, a menu, a feed.

Signs stand for commands by Unicode's table of mathematics, as latex2mathml brings
it; what has no sign keeps its name. Nothing is lost that is not spacing or style.
"""

from __future__ import annotations

import re

from latex2mathml.symbols_parser import convert_symbol

from sphinx_wiki.facts.model import Inline

_SUPERSCRIPT = str.maketrans("0123456789+-=()nTijklmt", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᵀⁱʲᵏˡᵐᵗ")
_SUBSCRIPT = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
# Braces that are shown, while those that group are dropped.
_BRACES = {"{": "\x00", "}": "\x01"}
_GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_FRACTION = re.compile(rf"\\[dt]?frac\s*{_GROUP}\s*{_GROUP}")
_STYLE = re.compile(
    r"\\(?:text|math|operatorname|boldsymbol|mbox|bm|rm|bf)[a-z]*\*?(?![a-zA-Z])"
    r"|\\(?:left|right|[bB]igg?[lr]?|displaystyle|limits|nolimits)(?![a-zA-Z])"
)
_BOARD = re.compile(r"\\mathbb\s*\{?([A-Z])\}?")
_SPACE = re.compile(r"\\(?:[,;:!> ]|q?quad(?![a-zA-Z]))|~")
_COMMAND = re.compile(r"\\([a-zA-Z]+|.)")
_SCRIPT = re.compile(rf"([\^_])(?:{_GROUP}|(\S))")


def tex_text(tex: str) -> str:
    r"""Give *tex* as a reader would type it.

    >>> tex_text(r"e^{i\pi} = -1"), tex_text(r"x_i^2 \le \frac{a}{b+1}")
    ('e^(iπ) = -1', 'xᵢ² ≤ a/(b+1)')
    """
    text = _BOARD.sub(lambda match: _sign(rf"\mathbb{{{match[1]}}}") or match[1], tex)
    text = _FRACTION.sub(lambda match: f"{_operand(match[1])}/{_operand(match[2])}", text)
    text = _SPACE.sub(" ", _STYLE.sub("", text))
    text = _COMMAND.sub(lambda match: _BRACES.get(match[1]) or _sign(match[0]) or match[1], text)
    text = _SCRIPT.sub(_script, text).replace("{", "").replace("}", "")
    for brace, stand_in in _BRACES.items():
        text = text.replace(stand_in, brace)
    return re.sub(r"\s+", " ", text).strip()


def reading_text(inline: Inline) -> str:
    r"""Give the text of *inline* as a reader would type it.

    >>> from sphinx_wiki.facts.model import Span
    >>> reading_text((Span("text", "The angle "), Span("math", r"\alpha")))
    'The angle α'
    """
    return "".join(tex_text(span.text) if span.kind == "math" else span.text for span in inline)


def _sign(command: str) -> str | None:
    code = convert_symbol(command)
    return chr(int(code, 16)) if code else None


def _operand(tex: str) -> str:
    return f"({tex})" if re.search(r"[+\-\s]", tex) else tex


def _script(match: re.Match[str]) -> str:
    content = match[2] if match[2] is not None else match[3]
    signs = _SUPERSCRIPT if match[1] == "^" else _SUBSCRIPT
    if content and all(ord(sign) in signs for sign in content):
        return content.translate(signs)
    one = len(content) == 1 or re.fullmatch(r"\([^()]*\)", content)
    return f"{match[1]}{content}" if one else f"{match[1]}({content})"
