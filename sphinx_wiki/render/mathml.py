"""Formulas as MathML, for readers that run no scripts."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree as ET

from sphinx_wiki.facts.tex import map_tags

# The library knows one environment of each shape.
_ALIGNED = re.compile(r"\\(begin|end)\{(?:aligned|split|alignedat|alignat\*?)\}(?:\{\d+\})?")
_STACKED = re.compile(r"\\(begin|end)\{gather(?:ed|\*)\}")

# A command it does not know is the name of a variable to it.
_UNKNOWN = re.compile(r"<m[io]>\\[a-zA-Z]")


def mathml(tex: str, *, display: bool) -> str:
    r"""Give a ``math`` element, or the TeX as code where the library cannot make one.

    >>> mathml("x", display=False)  # doctest: +ELLIPSIS
    '<math alttext="x" xmlns=...display="inline"><mrow><mi>x</mi></mrow></math>'
    >>> mathml(r"\frac{", display=False)
    '<code>\\frac{</code>'
    """
    from latex2mathml.converter import convert  # noqa: PLC0415 - no page needs it

    source = map_tags(tex, lambda shown: rf"\qquad({shown.replace('$', '')})")
    source = _ALIGNED.sub(r"\\\1{align*}", source)
    source = _STACKED.sub(r"\\\1{matrix}", source)
    try:
        found = convert(source, display="block" if display else "inline")
        ET.fromstring(found)
    except Exception:
        # Its parser raises whatever it comes upon, IndexError too.
        found = ""
    if not found or _UNKNOWN.search(found):
        return f"<code>{escape(tex)}</code>"
    return found.replace("<math ", f'<math alttext="{escape(tex)}" ', 1)
