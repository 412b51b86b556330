"""A folder of notes as plain values, and the text of each file: what the random editor edits."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass, field, replace
from typing import Literal

Suffix = Literal[".md", ".rst", ".ipynb", ".qmd"]


@dataclass(frozen=True)
class NoteText:
    """One note, as the pieces of its text."""

    title: str
    suffix: Suffix = ".md"
    date: str | None = None
    description: str | None = None
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    draft: bool = False
    backlinks: bool = True
    image: str | None = None
    order: int | None = None
    prose: tuple[str, ...] = ("Some words.",)
    links: tuple[str, ...] = ()
    """Names without suffix; for ``{wiki:note}`` (and by path, where a docname)."""
    sources: tuple[tuple[str, str | None], ...] = ()
    """Title and address."""
    cites: tuple[str, ...] = ()
    code: str | None = None
    listing: str | None = None
    """The options of a listing, one a line."""
    toctree: tuple[str, ...] | None = None
    """The lines of a toctree, options first."""
    extra: str = ""
    """A piece of Markdown of its own kind, such as a figure, a label or a file."""


@dataclass(frozen=True)
class Folder:
    """Notes by docname, and the files beside them."""

    notes: dict[str, NoteText]
    images: dict[str, int] = field(default_factory=dict)
    """The shade of each image, by path."""
    bib: dict[str, str] = field(default_factory=dict)
    """Titles by BibTeX key, in the file that is there from the start."""
    bibs: dict[str, dict[str, str]] = field(default_factory=dict)
    """The same of other files, by their paths."""
    config: dict[str, object] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    """Texts that code and includes read, by path."""

    def put(self, name: str, note: NoteText) -> Folder:
        """Give the folder with *note* under *name*."""
        return replace(self, notes={**self.notes, name: note})

    def without(self, name: str) -> Folder:
        """Give the folder without the note *name*."""
        return replace(self, notes={k: v for k, v in self.notes.items() if k != name})

    def files(self) -> dict[str, bytes]:
        """Give the bytes of every file by its path."""
        texts = {name + note.suffix: write(name, note) for name, note in self.notes.items()}
        texts["conf.py"] = "".join(
            f"{key} = {value!r}\n"
            for key, value in {
                "project": "Random wiki",
                "extensions": ["sphinx_wiki"],
                # Executing is not what this oracle is about.
                "nb_execution_mode": "off",
                **self.config,
            }.items()
        )
        if self.bib:
            texts["works.bib"] = _bibtex(self.bib)
        texts |= {path: _bibtex(works) for path, works in self.bibs.items()}
        texts |= self.data
        pictures = {path: png(shade) for path, shade in self.images.items()}
        return {path: text.encode() for path, text in texts.items()} | pictures


def _bibtex(works: dict[str, str]) -> str:
    return "\n".join(
        f"@article{{{key},\n  author = {{Writer, W.}},\n  title = {{{title}}},\n"
        f"  journal = {{Journal}},\n  year = {{2020}}\n}}\n"
        for key, title in works.items()
    )


def write(name: str, note: NoteText) -> str:
    """Give the text of the file of *note*, which lies at *name*."""
    if note.suffix == ".rst":
        return _rst(note)
    up = "../" * name.count("/")
    body = _markdown(note, up)
    if note.suffix == ".ipynb":
        return _notebook(_front_matter(note, up) + body, note.code)
    fence = f"```{{code-cell}} python\n{note.code}\n```\n\n" if note.code else ""
    head, heading, sources = body.partition("## Sources")
    return _front_matter(note, up) + head + fence + heading + sources


def _front_matter(note: NoteText, up: str) -> str:
    lines = [f"title: {json.dumps(note.title)}"]
    if note.date:
        lines.append(f"date: {note.date}")
    if note.description:
        lines.append(f"description: {json.dumps(note.description)}")
    lists = {"categories": note.categories, "aliases": note.aliases, "requires": note.requires}
    lines.extend(f"{key}: {json.dumps(values)}" for key, values in lists.items() if values)
    if note.draft:
        lines.append("draft: true")
    if not note.backlinks:
        lines.append("backlinks: false")
    if note.image:
        lines.append(f"image: {up}{note.image}")
    if note.order is not None:
        lines.append(f"order: {note.order}")
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _markdown(note: NoteText, up: str) -> str:
    parts = [*note.prose]
    parts.extend(_markdown_link(number, target, up) for number, target in enumerate(note.links))
    parts.extend(f"As was shown {{cite}}`{key}`." for key in note.cites)
    if note.image:
        parts.append(f"![A picture]({up}{note.image})")
    if note.listing is not None:
        parts.append(f"```{{wiki:listing}}\n{note.listing}\n```")
    if note.toctree is not None:
        parts.append("\n".join(["```{toctree}", *note.toctree, "```"]))
    if note.extra:
        parts.append(note.extra.replace("UP/", up))
    parts.append("## A part\n\nThe end of it, with $a_1 + b$.")
    if note.sources:
        entries = [f"- [{title}]({url})" if url else f"- {title}" for title, url in note.sources]
        parts.append("## Sources\n\n" + "\n".join(entries))
    return "\n\n".join(parts) + "\n"


def _markdown_link(number: int, target: str, up: str) -> str:
    ways = (
        f"By role, see {{wiki:note}}`{target}` for more.",
        f"By path, see [](<{up}{target}.md>) for more.",
        f"With words, see [the *other* note](<{up}{target}.md>), and $x^2$.",
        f"To a part, see [that part](<{up}{target}.md#a-part>) for more.",
        f"In brackets, see [[{target}]] and [[{target}#A part|that *part*]] for more.",
        f"![[{target}]]\n\n![[{target}#A part]]",
    )
    return ways[number % len(ways)]


def _rst(note: NoteText) -> str:
    fields = []
    if note.date:
        fields.append(f":date: {note.date}")
    if note.categories:
        fields.append(f":categories: {', '.join(note.categories)}")
    if note.draft:
        fields.append(":draft: true")
    parts = ["\n".join(fields)] if fields else []
    parts += [f"{note.title}\n{'=' * max(4, len(note.title) * 2)}", *note.prose]
    parts += [f"See :wiki:note:`{target}` for more." for target in note.links]
    parts += [f"As was shown :cite:`{key}`." for key in note.cites]
    if note.toctree is not None:
        parts.append("\n   ".join([".. toctree::", *_apart(note.toctree)]))
    parts.append("A part\n------\n\nThe end of it.")
    if note.sources:
        entries = [f"* `{title} <{url}>`__" if url else f"* {title}" for title, url in note.sources]
        parts.append("Sources\n-------\n\n" + "\n".join(entries))
    return "\n\n".join(parts) + "\n"


def _apart(lines: tuple[str, ...]) -> list[str]:
    """Give the lines of a toctree with an empty one between options and entries."""
    options = [line for line in lines if line.startswith(":")]
    return [*options, "", *lines[len(options) :]]


def _notebook(text: str, code: str | None) -> str:
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "id": "text", "metadata": {}, "source": text}
    ]
    if code:
        output = {"output_type": "stream", "name": "stdout", "text": "42\n"}
        cells.append(
            {
                "cell_type": "code",
                "id": "code",
                "metadata": {},
                "source": code,
                "execution_count": 1,
                "outputs": [output],
            }
        )
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5},
        indent=1,
    )


def png(shade: int) -> bytes:
    """Give a picture of 2 by 2 points in one *shade* of grey, from 0 to 255.

    >>> png(0)[:4]
    b'\\x89PNG'
    """

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = zlib.compress(bytes([0, shade, shade]) * 2)
    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks
