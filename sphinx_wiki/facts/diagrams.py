"""What the text of a Mermaid diagram says about it, without drawing it."""

from __future__ import annotations

import re

_HEAD = re.compile(r"\s*---\s*\n(.*?\n)\s*---\s*(?:\n|$)", re.DOTALL)
_HEAD_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)
_NAME = re.compile(r"^[ \t]*accTitle[ \t]*:[ \t]*(.+)$", re.MULTILINE)
_TITLE = re.compile(r"^[ \t]*(?:pie[ \t]+(?:showData[ \t]+)?)?title[ \t:]+(.+)$", re.MULTILINE)
_LINE = 26
_LEAST, _MOST = 120, 480


def name_of(source: str) -> str | None:
    """Give what a screen reader calls the diagram *source*, if it says so.

    >>> name_of("flowchart LR\\n  accTitle: How it flows\\n  A --> B")
    'How it flows'
    >>> name_of("---\\ntitle: 'Animals'\\n---\\nclassDiagram"), name_of("pie title Pets\\n  A: 1")
    ('Animals', 'Pets')
    """
    if found := _NAME.search(source):
        return found[1].strip()
    if (head := _HEAD.match(source)) and (found := _HEAD_TITLE.search(head[1])):
        return found[1].strip().strip("\"'") or None
    found = _TITLE.search(source)
    return found[1].strip() if found else None


def height_of(source: str) -> int:
    """Estimate the height in pixels of the diagram *source*, so that little moves when it is drawn.

    Mermaid alone knows it; longer texts have higher diagrams.

    >>> height_of("flowchart LR\\n  A --> B"), height_of("x\\n" * 1000)
    (120, 480)
    """
    lines = sum(1 for line in source.splitlines() if line.strip())
    return min(max(lines * _LINE, _LEAST), _MOST)
