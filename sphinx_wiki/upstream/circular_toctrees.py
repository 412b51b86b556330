"""Toctrees that lead back to where they are, at which the build ended.

Sphinx goes down toctrees again and again where one leads back, until Python gives up. To be
proposed to Sphinx: to go down none twice, of which nothing comes anyway. Can go with the
version that does; 8.2 and 9.0 are known not to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sphinx
from sphinx import environment

_KNOWN = {(8, 2), (9, 0)}


def go_down_once() -> bool:
    """Have Sphinx go down each toctree once, in this process; say whether it will."""
    if sphinx.version_info[:2] not in _KNOWN:
        return False
    ordinary: Any = environment._traverse_toctree
    if not hasattr(ordinary, "ordinary"):
        once: Any = _once(ordinary)
        once.ordinary = ordinary
        environment._traverse_toctree = once
    return True


def _once(ordinary: Any) -> Any:
    def traverse(
        traversed: set[str],
        parent: str | None,
        docname: str,
        toctree_includes: Mapping[str, Sequence[str]],
    ) -> Iterator[tuple[str | None, str]]:
        waiting = [(parent, docname)]
        while waiting:
            parent, docname = waiting.pop()
            if parent == docname:
                # It warns of that, and has nothing to go down.
                yield from ordinary(traversed, parent, docname, toctree_includes)
            elif docname not in traversed:
                traversed.add(docname)
                yield parent, docname
                children = toctree_includes.get(docname, ())
                waiting.extend((docname, child) for child in reversed(children))

    return traverse
