"""What pages take from toctrees: neighbours, numbers, entries, and the contents of all.

Sphinx writes a page again when its own note was read, or one in its toctree. Pages also show
what comes before and after them, and what they are a part of; their headings may have numbers;
and entries of a toctree show what is in toctrees of their own. In some themes every page
shows the contents of the whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Literal, TypeAlias

from sphinx_wiki.figures.numbers import are_ours

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.collect.outline import Outline

Depth: TypeAlias = Literal["heads", "contents"]
"""What of each note: its title and toctrees, or all its headings, too."""


class Toctrees:
    """The toctrees of all notes, when all are read and numbered.

    Digests of notes are put together, so that each takes as long as the number of its
    entries, however deep these go.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._outlines: Mapping[str, Outline] = env.domaindata["wiki"]["outlines"]
        # As Sphinx sorts them before it writes.
        self._includes = dict(sorted(env.toctree_includes.items()))
        self._parents = {
            child: name for name, children in self._includes.items() for child in children
        }
        self._relations = env.collect_relations() if self._includes else {}
        self._whole: dict[tuple[str, Depth], str] = {}
        self._above: dict[str, str] = {}

    def digests(self) -> dict[str, str]:
        """Give for every page that takes something from toctrees a digest of that."""
        numbers = sphinx_numbers(self._env)
        names = {*self._includes, *self._parents, *self._relations, *numbers}
        return {
            name: _digest(
                self._neighbours(name),
                self._ancestors(name),
                numbers.get(name),
                self._entries(name),
            )
            for name in names
        }

    def navigation(self, docname: str, depth: Depth) -> str:
        """Give a digest of what the contents of the whole show on a page.

        :param depth: whether headings of other notes are shown.
        """
        ancestors = self._ancestors(docname)
        tops = sorted({self._env.config.root_doc, *ancestors[-1:]})
        # Those of its ancestors stand open.
        opened = [self._outline(name) for name in ancestors]
        return _digest(ancestors, opened, [self._under(name, depth) for name in tops], self._loops)

    def _neighbours(self, docname: str) -> object:
        """Give what comes before and after a page, and what it is a part of."""
        if docname not in self._relations:
            return None
        parent, before, after = self._relations[docname]
        return [self._titled(before), self._titled(after), self._part_of(parent)]

    def _part_of(self, docname: str | None) -> str:
        """Give a digest of a note and all that it is a part of."""
        chain: list[str] = []
        while docname is not None and docname not in self._above and docname not in chain:
            chain.append(docname)
            docname = self._relations.get(docname, (None,))[0]
        above = self._above.get(docname, "") if docname is not None else ""
        for name in reversed(chain):
            above = self._above[name] = _digest(self._titled(name), above)
        return above

    def _titled(self, docname: str | None) -> object:
        if docname is None:
            return None
        outline = self._outlines.get(docname)
        number = self._env.toc_secnumbers.get(docname, {}).get("")
        return docname, outline and outline.title, number

    def _ancestors(self, docname: str) -> list[str]:
        """Give the notes in whose toctrees a page is, from the nearest one, as Sphinx does."""
        found: list[str] = []
        while docname in self._parents and docname not in found:
            found.append(docname)
            docname = self._parents[docname]
        return found

    def _entries(self, docname: str) -> object:
        """Give what the toctrees in a page show."""
        if docname not in self._includes:
            return None
        shown = [self._under(name, "contents") for name in self._includes[docname]]
        return shown, self._loops

    def _under(self, docname: str, depth: Depth) -> str:
        """Give a digest of a note and of what is in its toctrees, in theirs, and so on."""
        key = docname, depth
        if key not in self._whole:
            # A toctree that leads back here is cut off.
            self._whole[key] = ""
            parts = [self._under(name, depth) for name in self._includes.get(docname, ())]
            self._whole[key] = _digest(docname, self._outline(docname, depth), parts)
        return self._whole[key]

    def _outline(self, docname: str, depth: Depth = "contents") -> object:
        outline = self._outlines.get(docname)
        return outline and getattr(outline, depth), self._env.toc_secnumbers.get(docname)

    @cached_property
    def _loops(self) -> str:
        """A digest of all outlines where a toctree leads back to its note: of such, what is
        put together depends on where one begins."""
        try:
            sorter = TopologicalSorter(self._includes)
            sorter.prepare()
        except CycleError:
            return _digest(sorted(self._outlines.items()), sorted(self._includes.items()))
        return ""


def sphinx_numbers(env: BuildEnvironment) -> dict[str, object]:
    """Give the numbers of every note that Sphinx counts: those of its sections and figures."""
    sections, figures = env.toc_secnumbers, _figure_numbers(env)
    return {name: (sections.get(name), figures.get(name)) for name in {*sections, *figures}}


def _figure_numbers(env: BuildEnvironment) -> Mapping[str, Mapping[str, object]]:
    return {} if are_ours(env.config) else env.toc_fignumbers


def tasks_shown(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Give for every page that lists the tasks of all notes a digest of these."""
    outlines: Mapping[str, Outline] = env.domaindata["wiki"]["outlines"]
    if listing := [name for name, outline in outlines.items() if outline.lists_tasks]:
        tasks = sorted((name, each.tasks) for name, each in outlines.items() if each.tasks)
        yield from ((name, _digest(tasks)) for name in listing)


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()
