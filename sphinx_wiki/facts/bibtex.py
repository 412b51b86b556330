"""BibTeX: reading the entries of ``.bib`` files, and writing all sources as one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pybtex.errors
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.database.output.bibtex import Writer
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from sphinx_wiki.facts.identity import identity
from sphinx_wiki.facts.model import Problem, Source, plain

_TYPES: Mapping[str, str] = {"book": "book", "paper": "article"}
# Braces by name: BibTeX counts those that LaTeX would escape, too.
_ESCAPES: Mapping[str, str] = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{each: f"\\{each}" for each in "&%$#_"},
}
# Characters that mean something to TeX, and those that it may draw as one sign where
# two of them meet.
_SPECIAL = re.compile(r"[\\~^{}&%$#_]|[-`'?!,<>](?=[-`'?!,<>])")
# Commands that pybtex cannot read, through characters of private use.
_STAND_IN: Mapping[str, str] = {
    r"\{": "\ue000",
    r"\}": "\ue001",
    r"\$": "\ue002",
    r"\textbraceleft": "\ue000",
    r"\textbraceright": "\ue001",
    r"\textasciicircum": "\ue003",
}
_MEANT = str.maketrans("\ue000\ue001\ue002\ue003", "{}$^")
_LITERAL = re.compile(
    r"(?P<symbol>\\[{}$])"
    r"|\\(?P<name>textbraceleft|textbraceright|textasciicircum)(?![A-Za-z])(?:\{\}|\s)?"
)


_REPEATED = re.compile(r"repeated bibliography entry: (.+)$")


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One entry of a ``.bib`` file."""

    key: str
    type: str
    """Such as ``book`` or ``article``, in lower case."""
    title: str
    """Plain text: accents, braces and commands of LaTeX are resolved."""
    authors: tuple[str, ...]
    year: str | None
    fields: tuple[tuple[str, str], ...]
    """All fields as written, by name in lower case."""
    people: tuple[tuple[str, tuple[str, ...]], ...]
    """Authors, editors and others as written, by role."""

    def field(self, name: str) -> str | None:
        """Give a field as written."""
        return next((value for key, value in self.fields if key == name), None)

    @property
    def doi(self) -> str | None:
        """The DOI, without a resolver's address."""
        found = self.field("doi")
        return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", found.strip()) if found else None

    @property
    def arxiv(self) -> str | None:
        """The number at arXiv."""
        found = self.field("eprint")
        archive = self.field("archiveprefix") or self.field("eprinttype") or "arxiv"
        if found and archive.lower() == "arxiv":
            return re.sub(r"^arxiv:", "", found.strip(), flags=re.IGNORECASE)
        return None

    @property
    def address(self) -> str | None:
        """Where the work can be found, if the entry says."""
        if url := self.field("url"):
            return _unescaped(url)
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else None

    @property
    def identities(self) -> tuple[str, ...]:
        """Every identity of the work, its key last."""
        url = self.field("url")
        addresses = (
            f"https://doi.org/{self.doi}" if self.doi else None,
            f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else None,
            _unescaped(url) if url else None,
        )
        found = dict.fromkeys(identity(each) for each in addresses if each)
        return (*found, f"key:{self.key}")


class Reader:
    """Reads ``.bib`` files one after the other; what ``@string`` names in one, the next know."""

    def __init__(self) -> None:
        self._parser = Parser()

    def read(self, source: str) -> tuple[Mapping[str, Entry], tuple[Problem, ...]]:
        """Give the entries of a file by key, and what is wrong with the others."""
        self._parser.data = BibliographyData()
        try:
            with pybtex.errors.capture() as errors:
                self._parser.parse_string(source)
        except (PybtexError, ValueError) as error:
            return {}, (Problem(f"the file cannot be read: {_plain(error)}.", None, "source"),)
        return self._parser.data.entries, tuple(_problem(fault, source) for fault in errors)


def read(source: str) -> tuple[tuple[BibEntry, ...], tuple[Problem, ...]]:
    """Give the entries of a ``.bib`` file, and what is wrong with the others."""
    entries, problems = Reader().read(source)
    return tuple(bib_entry(key, entry) for key, entry in entries.items()), problems


def _problem(fault: Exception, source: str) -> Problem:
    if repeated := _REPEATED.match(str(fault)):
        line = _second_line(source, repeated[1])
        return Problem(f"{_plain(fault)}; the first counts.", line, "source")
    return Problem(f"{_plain(fault)}.", getattr(fault, "lineno", None), "source")


def _second_line(source: str, key: str) -> int | None:
    """Give the line of *source* where an entry has the *key* of one before it."""
    head = re.compile(rf"@\w+\s*[{{(]\s*{re.escape(key)}\s*,", re.IGNORECASE)
    places = [found.start() for found in head.finditer(source)]
    return source.count("\n", 0, places[1]) + 1 if len(places) > 1 else None


def _plain(fault: Exception) -> str:
    """Give what is wrong without the place, which the problem tells."""
    return re.sub(r"^syntax error in line \d+: ", "", str(fault)).rstrip(".")


def bib_entry(key: str, entry: Entry) -> BibEntry:
    """Give *entry* as a value."""
    fields = {name.lower(): str(value) for name, value in entry.fields.items()}
    people = {role: tuple(str(each) for each in entry.persons[role]) for role in entry.persons}
    authors = entry.persons.get("author") or entry.persons.get("editor") or ()
    return BibEntry(
        key=key,
        type=entry.type.lower(),
        title=plain_latex(fields.get("title", "")),
        authors=tuple(_name(person) for person in authors),
        year=fields.get("year") or fields.get("date", "")[:4] or None,
        fields=tuple(sorted(fields.items())),
        people=tuple(sorted(people.items())),
    )


def _name(person: Person) -> str:
    if str(person) == "others":
        return "et al."
    parts = (
        *person.first_names,
        *person.middle_names,
        *person.prelast_names,
        *person.last_names,
        *person.lineage_names,
    )
    return plain_latex(" ".join(parts))


def plain_latex(source: str) -> str:
    r"""Give LaTeX text as plain text.

    >>> plain_latex(r"The {QLoRA} of Sch\"on \& Co")
    'The QLoRA of Schön & Co'
    >>> plain_latex(r"A set \{a\}")
    'A set {a}'
    """
    safe = _LITERAL.sub(lambda match: _STAND_IN[match["symbol"] or f"\\{match['name']}"], source)
    try:
        plain = str(Text.from_latex(safe))
    except (PybtexError, ValueError):
        plain = re.sub(r"[{}]", "", safe)
    return " ".join(plain.translate(_MEANT).split())


def write(sources: Sequence[Source], entries: Mapping[str, BibEntry]) -> str:
    """Give *sources* as BibTeX: those of ``.bib`` files as they are, the others made up."""
    made: dict[str, Entry] = {}
    for source in sources:
        known = [entries[key] for key in source.keys if key in entries]
        if known:
            made.update({entry.key: _written(entry) for entry in known})
        else:
            made[source.id.removeprefix("source-")] = _made(source)
    return _text(made)


def _text(entries: Mapping[str, Entry]) -> str:
    data = BibliographyData({key: entries[key] for key in sorted(entries)})
    return str(_Writer().to_string(data))


class _Writer(Writer):  # type: ignore[misc]
    """Writes fields as they are: pybtex would escape a second time what is LaTeX already."""

    def _encode(self, text: str) -> str:
        return text


def _written(entry: BibEntry) -> Entry:
    persons = {role: [Person(name) for name in names] for role, names in entry.people}
    return Entry(entry.type, fields=list(entry.fields), persons=persons)


def _made(source: Source) -> Entry:
    fields = [("title", "{" + escaped(source.title) + "}")]
    if source.url:
        fields.append(("url", _balanced(source.url)))
    if (entry := plain(source.text)) and entry not in (source.title, source.url):
        # What else the author said of it: who wrote it, where and when it appeared.
        fields.append(("note", "{" + escaped(entry) + "}"))
    return Entry(_TYPES.get(source.kind, "misc"), fields=fields)


def escaped(words: str) -> str:
    r"""Give plain text as LaTeX text.

    >>> escaped("R&D -- 50%")
    'R\\&D -{}- 50\\%'
    """
    return _SPECIAL.sub(
        lambda found: _ESCAPES.get(found[0], f"{found[0]}{{}}"), " ".join(words.split())
    )


def _balanced(url: str) -> str:
    """Give an address without braces, which BibTeX counts even in addresses."""
    return url.replace("{", "%7B").replace("}", "%7D").replace('"', "%22")


def _unescaped(url: str) -> str:
    return re.sub(r"\\([%&_#~])", r"\1", url.strip())
