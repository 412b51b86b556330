"""Formulas as MathML, for readers that run no scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert

from sphinx_wiki.facts.macros import Macro, expand

# The library knows one environment of each shape.
_ALIGNED = re.compile(
    r"\\(begin|end)\{(?:aligned|split|alignedat|alignat\*?)\}(?:\{\d+\})?"
)
_STACKED = re.compile(r"\\(begin|end)\{gather(?:ed|\*)\}")


def mathml(tex: str, macros: Mapping[str, Macro], *, display: bool) -> str:
    r"""Give a ``math`` element, or the TeX as code where the library cannot make one.

    >>> mathml("x", {}, display=False)  # doctest: +ELLIPSIS
    '<math alttext="x" xmlns=...display="inline"><mrow><mi>x</mi></mrow></math>'
    >>> mathml(r"\frac{", {}, display=False)
    '<code>\\frac{</code>'
    """
    source = _ALIGNED.sub(r"\\\1{align*}", expand(tex, macros))
    source = _STACKED.sub(r"\\\1{matrix}", source)
    try:
        found = convert(source, display="block" if display else "inline")
        ET.fromstring(found)
    except Exception:
        # Its parser raises whatever it comes upon, IndexError too.
        return f"<code>{escape(tex)}</code>"
    return found.replace("<math ", f'<math alttext="{escape(tex)}" ', 1)
