"""Links and backlinks counted by a program that shares nothing with the extension.

It reads the notes with regular expressions and compares what it counts with
``wiki.json`` of a site: ``python -m tests.oracles.linkgraph FOLDER SITE``.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

Edge = tuple[str, str]
"""The names of two notes: the one that links, and the one it links to."""

SUFFIXES = (".md", ".rst", ".ipynb")
SHOWN = 20

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(
    r"^[ ]{0,3}(?P<f>`{3,}|~{3,})[^\n]*\n.*?(^[ ]{0,3}(?P=f)[`~]*[ ]*$|\Z)", re.M | re.S
)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?:(?:[ ]{4}|\t)[^\n]*\n(?:[ ]*\n)*)+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(?<!`)(?P<t>`+)(?!`)(.+?)(?<!`)(?P=t)(?!`)", re.DOTALL)
_ROLE = re.compile(r"(?:\{(doc|wiki:note)\}|:(doc|wiki:note):)`([^`]+)`")
_INLINE = re.compile(r"(?<!\\)\]\(\s*(?:<([^>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:[ ]*(?:<([^>\n]*)>|(\S+))", re.M)
_WIKILINK = re.compile(r"(?<!\\)\[\[([^\[\]|\n]+?)(?:\\?\|[^\n]*?)?\]\]")
_HIDDEN = re.compile(r"%%.*?%%|(?<!\$)\$(?=\S)[^$\n]+\$", re.DOTALL)
_PROPERTY = re.compile(r"^(?!title|aliases|alias|requires)[^\n]*(?:\n[ -][^\n]*)*", re.M)
_REFERENCE = re.compile(r"(?<![!\\])\[([^\[\]\n]+)\](?:\[([^\[\]\n]*)\])?(?![(\[:])")


def notes(folder: Path) -> dict[str, str]:
    """Give the Markdown or reStructuredText of every note by its name."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.suffix not in SUFFIXES or any(part.startswith(("_", ".")) for part in place.parts):
            continue
        text = path.read_text(encoding="utf-8-sig")
        found[place.with_suffix("").as_posix()] = _cells(text) if path.suffix == ".ipynb" else text
    return found


def _cells(text: str) -> str:
    cells: list[dict[str, Any]] = json.loads(text)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def edges(texts: Mapping[str, str]) -> Counter[Edge]:
    """Count the links between different notes."""
    counted: Counter[Edge] = Counter()
    names = _names(texts)
    for name, text in texts.items():
        for target in targets(text):
            found = _resolve(name, target, texts, names)
            if found and found != name:
                counted[name, found] += 1
    return counted


def targets(text: str) -> Iterator[str]:
    """Give what each link of a text points at; ``name:`` stands before what a role names.

    >>> list(targets("[a](b.md#c), `[no](x.md)`, {wiki:note}`Dot product`, [r]\\n\\n[r]: <d e.md>"))
    ['name:Dot product', 'b.md#c', 'd e.md']
    """
    text = text.replace("\r\n", "\n")
    if front := _FRONT_MATTER.match(text):
        for value in _PROPERTY.findall(front.group()):
            yield from (f"name:{name}" for name in _WIKILINK.findall(value))
    text = _FRONT_MATTER.sub("", text)
    for code in (_COMMENT, _FENCE, _INDENTED):
        text = code.sub("\n", text)
    for markdown, rst, content in _ROLE.findall(text):
        named = re.fullmatch(r".*<([^>]+)>\s*", content, re.DOTALL)
        target = named.group(1) if named else content
        yield target if (markdown or rst) == "doc" else f"name:{target}"
    text = _IMAGE.sub("", _CODE.sub("", _ROLE.sub("", text)))
    for name in _WIKILINK.findall(_HIDDEN.sub("", text)):
        yield f"name:{name}"
    text = _WIKILINK.sub("", text)
    for pointed, bare in _INLINE.findall(text):
        yield pointed or bare
    defined = {_label(label): one or two for label, one, two in _DEFINED.findall(text)}
    for words, label in _REFERENCE.findall(_DEFINED.sub("", text)):
        if (key := _label(label or words)) in defined:
            yield defined[key]


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _names(texts: Mapping[str, str]) -> dict[str, str]:
    """Give every name that a note can be called by; the later of two rivals wins."""
    names: dict[str, str] = {}
    for name, text in texts.items():
        names.update((_label(title), name) for title in _titles(text))
    for name in sorted(texts, key=lambda name: (-name.count("/"), name), reverse=False):
        parts = name.split("/")
        for start in range(len(parts)):
            names[_label("/".join(parts[start:]))] = name
    for name in texts:
        names[_label(name)] = name
    return names


def _titles(text: str) -> Iterator[str]:
    if front := _FRONT_MATTER.match(text):
        yield from re.findall(r"^title:\s*[\"']?(.*?)[\"']?\s*$", front.group(), re.M)
        for listed in re.findall(r"^aliases:\s*\[(.*)\]\s*$", front.group(), re.M):
            yield from (alias.strip().strip("\"'") for alias in listed.split(","))
    yield from re.findall(r"^# (.+?)\s*$", text, re.M)[:1]
    yield from re.findall(r"^(\S.*)\n[=]{3,}$", text, re.M)[:1]


def _resolve(
    source: str, target: str, texts: Mapping[str, str], names: Mapping[str, str]
) -> str | None:
    if target.startswith("name:"):
        name = target.removeprefix("name:").partition("#")[0].strip()
        stem, suffix = posixpath.splitext(name)
        name = unicodedata.normalize("NFC", stem if suffix in SUFFIXES else name)
        if not name:
            return None
        beside = posixpath.join(posixpath.dirname(source), name)
        return names.get(_label(beside)) or names.get(_label(name.lstrip("/")))
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#", target):
        return None
    path = unquote(target.partition("#")[0].partition("?")[0]).lstrip("/")
    # Relative to the note; else from the top of the folder, as many write it.
    bases = ("",) if target.startswith("/") else (posixpath.dirname(source), "")
    for base in bases:
        whole = posixpath.normpath(posixpath.join(base, path))
        stem, suffix = posixpath.splitext(whole)
        name = stem if suffix in SUFFIXES else whole
        if name in texts:
            return name
    return None


def published(site: Path) -> tuple[Counter[Edge], Counter[Edge]]:
    """Give the links and the backlinks that ``wiki.json`` of *site* tells, both as edges."""
    told = json.loads((site / "wiki.json").read_text(encoding="utf-8"))["notes"]
    links = Counter((note["name"], link["note"]) for note in told for link in note["links"])
    back = Counter((link["note"], note["name"]) for note in told for link in note["backlinks"])
    return links, back


def compare(counted: Counter[Edge], told: Counter[Edge]) -> list[str]:
    """Say where two counts differ, one edge a line; empty where they agree."""
    return [
        f"{source} -> {target}: counted {counted[source, target]}, told {told[source, target]}"
        for source, target in sorted(counted.keys() | told.keys())
        if counted[source, target] != told[source, target]
    ]


def main(folder: str, site: str) -> int:
    """Compare and print; give 1 where anything differs."""
    counted = edges(notes(Path(folder)))
    wrong = 0
    for kind, told in zip(("links", "backlinks"), published(Path(site)), strict=True):
        found = compare(counted, told)
        wrong += len(found)
        print(f"{kind}: {counted.total()} counted, {told.total()} told, {len(found)} differ")
        print(*(f"  {line}" for line in found[:SHOWN]), sep="\n", end="\n" * bool(found))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
