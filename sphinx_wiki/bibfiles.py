"""The ``.bib`` files of a wiki, read for sphinxcontrib-bibtex, which shows all entries of them.

That ends the build at the first error in a file, and at one that cannot be read, and it reads
no further where it meets a key that an earlier file has. What it finds read it does not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pybtex.database import BibliographyData
from pybtex.plugin import PluginNotFound, find_plugin
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime, is_bibdata_outdated

from sphinx_wiki.application import application
from sphinx_wiki.facts.biblatex import complete
from sphinx_wiki.facts.bibtex import BibEntry, Reader, bib_entry
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.reading.encoding import decode

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_FORMATTING = ("get_{}_template", "format_{}")
"""What a style has for each kind of entry that it knows; of two, one is enough."""


def read_bibfiles(app: Sphinx) -> None:
    """Read the ``.bib`` files if one has changed, and say what is wrong with them."""
    domain: Any = app.env.domains["cite"]
    ours = app.env.domaindata["wiki"]
    names, encoding = list(app.config.bibtex_bibfiles), app.config.bibtex_encoding
    paths = [(Path(app.confdir) / name).resolve() for name in names]
    if is_bibdata_outdated(domain.bibdata, paths, encoding):
        times = [get_mtime(path) for path in paths]
        merged = _Merged()
        files = {
            path: BibFile(mtime=time, keys=merged.add(name, path))
            for name, path, time in zip(names, paths, times, strict=True)
        }
        complete(merged.data.entries)
        merged.said += _name_all(merged.data)
        domain.data["bibdata"] = BibData(encoding=encoding, bibfiles=files, data=merged.data)
        ours["bibproblems"] = merged.said
    for said in ours["bibproblems"]:
        warn(said, Kind.SOURCE)


class _Merged:
    """The good entries of several files."""

    def __init__(self) -> None:
        self.data = BibliographyData()
        self.said: list[str] = []
        """What is wrong with the files."""
        self._reader = Reader()
        # In lower case: to pybtex keys that differ in that are the same.
        self._first: dict[str, tuple[str, BibEntry]] = {}

    def add(self, name: str, path: Path) -> dict[str, None]:
        """Add the entries of the file at *path*, called *name*; give the keys that are new."""
        try:
            text, foreign = decode(path.read_bytes())
        except OSError as error:
            self.said.append(f"{name} cannot be read: {error.strerror}. Its entries are left out.")
            return {}
        entries, problems = self._reader.read(text)
        for problem in (*([foreign] if foreign else []), *problems):
            place = f"{name}, line {problem.line}" if problem.line else name
            self.said.append(f"{place}: {problem.message}")
        keys: dict[str, None] = {}
        for key, entry in entries.items():
            mine = bib_entry(key, entry)
            first, known = self._first.setdefault(key.lower(), (name, mine))
            if known is mine:
                keys[key] = None
                self.data.add_entry(key, entry)
            elif known != mine:
                two = f"{first} and {name} both have an entry {key!r}"
                self.said.append(f"{two}; that of {first} is cited.")
        return keys


def _name_all(data: BibliographyData) -> Iterator[str]:
    """Give a title to every entry without a name, to which no citation can refer; say of which."""
    for key, entry in data.entries.items():
        title = str(entry.fields.get("title", "")).strip()
        if title or entry.persons.get("author") or entry.persons.get("editor"):
            continue
        entry.fields["title"] = key
        # That is there for others.
        if entry.type != "xdata":
            yield (
                f"The entry {key!r} of a .bib file has no title, author or editor; "
                "its key is shown."
            )


def settle_kinds(app: Sphinx) -> None:
    """Give every entry a kind that the style knows; at another sphinxcontrib-bibtex ends."""
    domain: Any = app.env.domains["cite"]
    try:
        style = find_plugin("pybtex.style.formatting", app.config.bibtex_default_style)
    except PluginNotFound:
        # sphinxcontrib-bibtex says so.
        return
    for entry in domain.bibdata.data.entries.values():
        if not any(hasattr(style, name.format(entry.type)) for name in _FORMATTING):
            # It shows what there is.
            entry.type = "misc"


def read_entries(env: BuildEnvironment) -> dict[str, BibEntry]:
    """Give the entries of every ``.bib`` file by key, as written; the first of two with one key."""
    reader, found = Reader(), dict[str, BibEntry]()
    for name in env.config.bibtex_bibfiles:
        try:
            text, _foreign = decode((Path(application(env).confdir) / name).read_bytes())
        except OSError:
            # That has been said.
            continue
        for key, entry in reader.read(text)[0].items():
            found.setdefault(key, bib_entry(key, entry))
    return found
