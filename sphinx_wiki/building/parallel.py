"""Reading and writing with several processes, one part of the notes for each."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks

from sphinx_wiki.application import application, resolve, set_phase
from sphinx_wiki.building.full_disk import naming_file
from sphinx_wiki.building.strangers import are_known, listeners
from sphinx_wiki.search.index import Fed, SearchIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

_PART = 10
"""How many notes are worth a process of their own."""

_SHARE = 12
"""One of how many notes is to be read for several processes to gain more than they hand over."""

_RESOLVING = ("doctree-resolved", "missing-reference", "warn-missing-reference")


class _Written(NamedTuple):
    """What writing some pages leaves behind for the end of the build."""

    images: Mapping[str, str]
    fed: Fed | None
    more: Any


class PartsBuilder(StandaloneHTMLBuilder):
    """Gives each process one part of the notes, where that is faster than one after another."""

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read *docnames* in one part for each process, or here where they are few.

        Every part comes back with all that is known of all notes, which Sphinx, of parts
        as large as the root of the number of notes, lets cost more than it saves.
        """
        parts = list(_parts(docnames, nproc))
        if len(parts) == 1 or len(docnames) * _SHARE < len(self.env.found_docs):
            self._read_serial(docnames)
            return
        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
        app = application(self)

        def read(part: list[str]) -> bytes:
            with naming_file():
                for docname in part:
                    self.read_doc(docname, _cache=False)
            return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        merged: set[str] = set()

        def merge(part: list[str], env: bytes) -> None:
            merged.update(part)
            # It comes from a process of this build.
            self.env.merge_info_from(part, pickle.loads(env), app)

        tasks = ParallelTasks(len(parts))
        for part in parts:
            tasks.add_task(read, part, merge)
        tasks.join()
        # What fails before the last part is handed over, Sphinx lets go without a word.
        if lost := [name for name in docnames if name not in merged]:
            self._read_serial(lost)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write *docnames*: with all processes where each has enough to do, or here.

        Sphinx resolves every note here and hands over the writing alone, one process less.
        That is left to it where an extension resolves notes: it may count on seeing them all.
        """
        names = sorted(docnames)
        processes = application(self).parallel
        if not self.parallel_ok or len(names) < 2 * _PART:
            self._write_serial(names)
        elif self.resolves_apart():
            # The first compiles the templates.
            leading = self.leading(names)
            self._write_serial(leading)
            self._write_in_parts([name for name in names if name not in leading], processes)
        else:
            super().write_documents(docnames)

    def leading(self, docnames: Sequence[str]) -> Sequence[str]:
        """Give those of *docnames* that are written before several processes write the others."""
        return docnames[:1]

    def in_turn(self, docnames: Sequence[str]) -> Iterable[str]:
        """Give *docnames* as one of several processes is to write them."""
        return docnames

    def hand_over(self) -> Any:
        """Give what else writing in this process, one of several, leaves for the first one."""

    def take_over(self, left: Any) -> None:
        """Take what :meth:`hand_over` gave in one of the others."""

    def resolves_apart(self) -> bool:
        """Tell whether notes can be resolved in processes of their own."""
        events, registry = self.events, application(self).registry
        transforms = registry.post_transforms
        parts = [type(self), *transforms, *listeners(events, _RESOLVING)]
        # What it makes of pictures gets names, which those of other processes may have got.
        converts = any(issubclass(each, ImageConverter) for each in transforms)
        return not converts and are_known(parts)

    def _write_in_parts(self, docnames: Sequence[str], processes: int) -> None:
        def write(part: list[str]) -> _Written:
            self.images.clear()
            index = self.indexer
            if isinstance(index, SearchIndex):
                index.clear()
            with naming_file():
                self._write_part(part)
            fed = index.fed() if isinstance(index, SearchIndex) else None
            return _Written(self.images, fed, self.hand_over())

        done: set[str] = set()

        def merge(part: list[str], written: _Written) -> None:
            done.update(part)
            self.images.update(written.images)
            if written.fed is not None and isinstance(self.indexer, SearchIndex):
                self.indexer.add(written.fed)
            self.take_over(written.more)

        tasks = ParallelTasks(processes)
        # Neighbours are often alike, so every process gets some of all kinds.
        for first in range(processes):
            tasks.add_task(write, list(docnames[first::processes]), merge)
        tasks.join()
        # As with reading.
        if lost := [name for name in docnames if name not in done]:
            self._write_serial(lost)

    def _write_part(self, docnames: Sequence[str]) -> None:
        """Write *docnames* in this process, one of several.

        What it says is collected for the first process. Sphinx's own loop keeps
        warnings back until its end, by which the first would hear them twice.
        """
        for docname in self.in_turn(docnames):
            set_phase(self, BuildPhase.RESOLVING)
            doctree = resolve(self, docname)
            set_phase(self, BuildPhase.WRITING)
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)


def _parts(docnames: list[str], processes: int) -> Iterator[list[str]]:
    size = max(_PART, -(-len(docnames) // processes))
    return (docnames[start : start + size] for start in range(0, len(docnames), size))
