"""The files of a project of Quarto: what they say for Sphinx, and what notes take over."""

from __future__ import annotations

import json
import os
import posixpath
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.nearest import did_you_mean
from sphinx_wiki.facts.quarto.inherit import Layer, digestible, read_layer
from sphinx_wiki.facts.quarto.settings import NAMES, MenuItem, Settings, read_settings
from sphinx_wiki.facts.slugs import readable
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.paths import is_file, is_folder
from sphinx_wiki.reading.encoding import decode

_METADATA = ("_metadata.yml", "_metadata.yaml")
_LONGEST_PATH = 200
_SUFFIXES = (".qmd", ".md", ".ipynb", ".rst")


def find_settings(root: Path) -> tuple[Path, Settings] | None:
    """Give the project's file of the notes folder *root*, and what it says, if there is one."""
    for name in NAMES:
        if is_file(root / name):
            return root / name, read_settings(_read(root / name))
    return None


def warn_settings(path: Path, settings: Settings) -> None:
    """Say what is wrong with the project's file."""
    root = path.parent
    for problem in settings.problems:
        _warn(path, problem, Kind.CONFIG)
    for href in _hrefs((*settings.navbar, *settings.sidebar)):
        if _is_address(href) or _docname(root, href) or is_file(root / href.lstrip("/")):
            continue
        line = next((at for at, text in enumerate(_read(path).split("\n"), 1) if href in text), 1)
        folder = (root / href.lstrip("/")).parent
        beside = [each.name for each in folder.iterdir()] if is_folder(folder) else []
        near = did_you_mean(posixpath.basename(href), beside)
        message = f"A menu names {href!r}, which does not exist.{near}"
        _warn(path, Problem(message, line, "config"), Kind.CONFIG)


def site_values(root: Path, settings: Settings) -> dict[str, Any]:
    """Give the values of Sphinx that a project's settings stand for."""
    found: dict[str, Any] = {}
    if settings.title:
        found["project"] = found["html_title"] = settings.title
    if settings.address:
        found["html_baseurl"] = settings.address.rstrip("/") + "/"
    if settings.favicon and is_file(root / settings.favicon.lstrip("/")):
        found["html_favicon"] = settings.favicon.lstrip("/")
    context: dict[str, Any] = {}
    if settings.mode:
        context["default_mode"] = settings.mode
    if links := _links(root, (*settings.navbar, *settings.sidebar)):
        context["wiki_links"] = links
    if context:
        found["html_context"] = context
    return found


def bibliographies(root: Path, settings: Settings) -> list[str]:
    """Give the project's ``.bib`` files, from the notes folder, that are there."""
    return [name for name in settings.bibliography if is_file(root / name)]


def _hrefs(items: Iterable[MenuItem]) -> Iterator[str]:
    for item in items:
        if item.href:
            yield item.href
        yield from _hrefs(item.items)


def _is_address(href: str) -> bool:
    return "://" in href or href.startswith("mailto:")


def _links(root: Path, items: Iterable[MenuItem]) -> list[dict[str, Any]]:
    """Give a menu as templates draw it, each note once, by its name or its title."""
    found: list[dict[str, Any]] = []
    for item in items:
        address = _is_address(item.href)
        docname = None if address else _docname(root, item.href)
        link = {
            "text": item.text or (_title(root, docname) if docname else ""),
            "docname": docname,
            "url": item.href if address else None,
            "links": _links(root, item.items),
        }
        if link["text"] and (docname or address or link["links"]) and link not in found:
            found.append(link)
    return found


def _docname(root: Path, href: str) -> str | None:
    """Give the name of the note at *href*, a file or page from the notes folder."""
    if not href:
        return None
    path = posixpath.normpath(href.partition("#")[0].lstrip("/") or ".")
    stem, suffix = posixpath.splitext(path)
    name = stem if suffix in (*_SUFFIXES, ".html") else f"{path}/index".removeprefix("./")
    there = any(is_file(root / f"{name}{each}") for each in _SUFFIXES)
    return name if there and not name.startswith("..") else None


def _title(root: Path, docname: str) -> str:
    for suffix in _SUFFIXES:
        if is_file(path := root / f"{docname}{suffix}"):
            title = parse_meta(read_head(_read(path), suffix))[0].title
            return title or readable(posixpath.basename(docname))
    return ""


class Inherited(NamedTuple):
    """What the notes of one folder take over."""

    layers: tuple[Layer, ...]
    digest: int
    """Changes when they do."""


class Inheritance:
    """What notes take over from the files of the folders they are in; each file is read once."""

    def __init__(self, root: Path, said: set[tuple[Path, Problem]], *, projects: bool) -> None:
        """Look below *root*; what was *said* already is not said again.

        :param projects: whether projects of Quarto are looked at, too.
        """
        self._root, self._said, self._projects = root, said, projects
        project = find_settings(root) if projects else None
        self.drafts = frozenset(project[1].drafts if project else ())
        """Files that the project calls drafts, from the notes folder."""
        self._own: dict[str, tuple[Layer, ...]] = {}
        self._known: dict[str, Inherited] = {}

    def of(self, folder: str) -> Inherited:
        """Give what notes in *folder*, a path from the notes folder, take over."""
        if folder not in self._known:
            places = [*reversed(PurePosixPath(folder).parents), PurePosixPath(folder)]
            names = dict.fromkeys(str(place).removeprefix(".") for place in places)
            layers = tuple(
                self._moved(layer, name, folder) for name in names for layer in self._in(name)
            )
            text = json.dumps(digestible(layers), sort_keys=True) if layers else ""
            self._known[folder] = Inherited(layers, zlib.crc32(text.encode()))
        return self._known[folder]

    def _in(self, folder: str) -> tuple[Layer, ...]:
        if folder not in self._own:
            self._own[folder] = tuple(self._read(folder))
        return self._own[folder]

    def _read(self, folder: str) -> Iterator[Layer]:
        for names, project in ((NAMES, True), (_METADATA, False)):
            for name in names if self._projects or not project else ():
                path = self._root / folder / name
                if not is_file(path):
                    continue
                text = _read(path)
                layer = read_layer(text, project=project)
                said = read_settings(text).problems if project else ()
                for problem in layer.problems:
                    if problem not in said and (path, problem) not in self._said:
                        self._said.add((path, problem))
                        _warn(path, problem, Kind.METADATA)
                yield layer
                break

    def _moved(self, layer: Layer, place: str, folder: str) -> Layer:
        """Make paths of files in *place* such from *folder*, as Quarto does."""
        if place == folder:
            return layer
        return Layer(self._from(dict(layer.data), place, folder), layer.written)

    def _from(self, value: Any, place: str, folder: str) -> Any:
        if isinstance(value, Mapping):
            return {key: self._from(each, place, folder) for key, each in value.items()}
        if isinstance(value, list):
            return [self._from(each, place, folder) for each in value]
        if not isinstance(value, str) or not self._is_file(value, place):
            return value
        return posixpath.relpath(posixpath.join("/", place, value), posixpath.join("/", folder))

    def _is_file(self, name: str, place: str) -> bool:
        plain = 0 < len(name) < _LONGEST_PATH and not name.startswith("/") and name.isprintable()
        return plain and is_file(self._root / place / name)


def _read(path: Path) -> str:
    try:
        return decode(path.read_bytes())[0]
    except OSError as error:
        warn(f"{path} cannot be read: {error.strerror}.", Kind.ENCODING, once=True)
        return ""


def _warn(path: Path, problem: Problem, kind: Kind) -> None:
    place = os.fspath(path)
    warn(problem.message, kind, f"{place}:{problem.line or 1}")
