"""Numbers of sections, assigned in the order of the contents, and none left from before.

``TocTreeCollector.assign_section_numbers`` goes through the notes with numbered toctrees in
the order of a set, which decides what a note in two of them gets and differs between
processes. It leaves their numbers to notes that are in none any more. To be proposed to
Sphinx: an order, and to take such numbers away. Can go with the version that does; 9.0 as
this is written does neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@contextmanager
def in_order(env: BuildEnvironment) -> Iterator[None]:
    """Have numbers of sections that are assigned meanwhile be those of a clean build."""
    before, numbered = env.toc_secnumbers, env.numbered_toctrees
    # Only iterated over meanwhile.
    ordered: Any = dict.fromkeys(_ordered(env))
    env.numbered_toctrees = ordered
    try:
        yield
    finally:
        env.numbered_toctrees = numbered
    for docname in before.keys() - env.toc_secnumbers.keys():
        _take_away(env, docname)


def _ordered(env: BuildEnvironment) -> list[str]:
    """Give the notes with numbered toctrees, as they come in the contents of the whole."""
    numbered = env.numbered_toctrees
    if len(numbered) < 2:  # noqa: PLR2004 - nothing to order
        return [*numbered]
    places = {docname: place for place, docname in enumerate(env.collect_relations())}
    return sorted(numbered, key=lambda docname: (places.get(docname, len(places)), docname))


def _take_away(env: BuildEnvironment, docname: str) -> None:
    title, contents = env.titles.get(docname), env.tocs.get(docname)
    if title is not None:
        title.attributes.pop("secnumber", None)
    if contents is not None:
        for entry in contents.findall(nodes.reference):
            entry.attributes.pop("secnumber", None)
