"""What ``_quarto.yml`` says about the site; keys and defaults are those of Quarto's schema."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sphinx_wiki.facts.listing.globs import is_glob, path_regex
from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.nearest import did_you_mean, shown
from sphinx_wiki.facts.quarto.lines import key_lines
from sphinx_wiki.facts.urls import is_safe
from sphinx_wiki.facts.yaml_block import read_block

NAMES = ("_quarto.yml", "_quarto.yaml")

_DARK = frozenset(("cyborg", "darkly", "slate", "solar", "superhero", "vapor"))
"""Quarto's themes with light text on dark ground, from Bootswatch."""

_TOP = (
    "author", "bibliography", "book", "brand", "crossref", "csl", "date", "editor", "execute",
    "filters", "format", "jupyter", "lang", "language", "listing", "manuscript", "metadata-files",
    "number-sections", "profile", "project", "theme", "title", "toc", "website",
)  # fmt: skip
_PROJECT = (
    "detect", "execute-dir", "lib-dir", "output-dir", "post-render", "pre-render", "preview",
    "render", "resources", "title", "type",
)  # fmt: skip
_WEBSITE = (
    "announcement", "back-to-top-navigation", "body-footer", "body-header", "bread-crumbs",
    "code-links", "comments", "cookie-consent", "description", "draft-mode", "drafts", "favicon",
    "google-analytics", "image", "image-alt", "issue-url", "llms-txt", "margin-footer",
    "margin-header", "navbar", "open-graph", "other-links", "page-footer", "page-navigation",
    "plausible-analytics", "reader-mode", "repo-actions", "repo-branch", "repo-link-rel",
    "repo-link-target", "repo-subdir", "repo-url", "search", "sidebar", "site-path", "site-url",
    "title", "twitter-card",
)  # fmt: skip
_TEXTS = ("website.title", "website.site-url", "website.favicon", "website.repo-url", "lang")
_LIKENESS = 0.8


class MenuItem(NamedTuple):
    """A link of the navigation bar or the sidebar, or a group of them."""

    text: str
    href: str
    """A note's file, or an address; empty for a mere group."""
    items: tuple[MenuItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings; what it does not set is empty."""

    title: str = ""
    lang: str = ""
    address: str = ""
    """Of the site."""
    favicon: str = ""
    repository: str = ""
    mode: Literal["dark", "auto", ""] = ""
    """How the site looks at first: ``auto`` as readers have set their system."""
    bibliography: tuple[str, ...] = ()
    output: str = ""
    render: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    """Files that are drafts, from the notes folder."""
    navbar: tuple[MenuItem, ...] = ()
    sidebar: tuple[MenuItem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def renders(self, path: str) -> bool:
        """Tell whether the file at *path*, from the notes folder, is a note.

        Files and folders that begin with a stroke are none, nor is a README,
        unless ``render`` names them.
        """
        wanted = [name for name in self.render if not name.startswith("!")]
        refused = [name[1:] for name in self.render if name.startswith("!")]
        if any(_matches(name, path) for name in refused):
            return False
        parts = path.split("/")
        if wanted:
            return any(_matches(name, path) for name in wanted)
        bare = parts[-1].rpartition(".")[0].lower()
        hidden = any(part.startswith("_") for part in parts)
        return not hidden and bare not in ("readme", "claude", "agents")


def _matches(pattern: str, path: str) -> bool:
    """Tell whether one entry of ``render`` means *path*: a file, a folder, or a pattern."""
    name = pattern.strip().removeprefix("./").lstrip("/").rstrip("/")
    if name in (".", "") or path == name or path.startswith(f"{name}/"):
        return True
    if not is_glob(name):
        return False
    # As in Quarto, a pattern that does not begin at the top counts in every folder.
    anchored = pattern.startswith(("/", "./")) or "/" in name
    regex = path_regex(name if anchored else f"**/{name}")
    return regex.fullmatch(path) is not None


def read_settings(text: str) -> Settings:
    """Read a project's file; never raises.

    >>> settings = read_settings("website:\\n  title: Study wiki\\n  titel: x")
    >>> settings.title, settings.problems[0].line
    ('Study wiki', 3)
    """
    block = read_block(text)
    data = block.data
    # What is refused for its size or depth has no data, and is not read again.
    lines = key_lines(text) if data else {}
    problems = [*block.problems, *_faults(data, lines)]
    site = _mapping(data.get("website")) or _mapping(data.get("book"))
    project = _mapping(data.get("project"))
    kind = project.get("type")
    output = project.get("output-dir") or ("_book" if kind == "book" else "_site")
    return Settings(
        title=_text(site.get("title")) or _text(project.get("title")) or _text(data.get("title")),
        lang=_text(data.get("lang")),
        address=_text(site.get("site-url")),
        favicon=_text(site.get("favicon")),
        repository=_text(site.get("repo-url")),
        mode=_mode(_html(data).get("theme", data.get("theme"))),
        bibliography=tuple(_texts(data.get("bibliography"))),
        output=_text(output).strip("/"),
        render=tuple(_texts(project.get("render"))),
        drafts=tuple(name.removeprefix("./").lstrip("/") for name in _texts(site.get("drafts"))),
        navbar=tuple(_navbar(site.get("navbar"))),
        sidebar=tuple(_sidebar(site.get("sidebar"))),
        problems=tuple(problems),
    )


def _faults(data: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[Problem]:
    """Give a problem for each setting that is unknown where all are known, or of a wrong type."""
    for key in data:
        near = difflib.get_close_matches(str(key), _TOP, n=1, cutoff=_LIKENESS)
        if key not in _TOP and near and not str(key).startswith(near[0]):
            message = f"Found the unknown key {key!r}; did you mean {near[0]!r}?"
            yield Problem(message, lines.get(str(key)), "config")
    for name, known in (("project", _PROJECT), ("website", _WEBSITE)):
        value = data.get(name)
        if value is not None and not isinstance(value, Mapping):
            message = f"{name}: found {shown(value)}; expected a mapping."
            yield Problem(message, lines.get(name), "config")
        for key in _mapping(value):
            if key not in known:
                message = f"Unknown key of {name}: {key!r}.{did_you_mean(str(key), known)}"
                yield Problem(message, lines.get(f"{name}.{key}"), "config")
    for name in _TEXTS:
        above, _, key = name.rpartition(".")
        value = _mapping(data.get(above) if above else data).get(key)
        if isinstance(value, list | Mapping):
            message = f"{name}: found {shown(value)}; expected a text."
            yield Problem(message, lines.get(name), "config")


def _mode(theme: Any) -> Literal["dark", "auto", ""]:
    """Give how a theme, or a pair of them, looks at first."""
    if isinstance(theme, Mapping):
        if "light" in theme and "dark" in theme:
            return "auto"
        return "dark" if "dark" in theme else ""
    names = [str(each).lower() for each in (theme if isinstance(theme, list) else [theme])]
    return "dark" if _DARK.intersection(names) else ""


def _navbar(value: Any) -> Iterator[MenuItem]:
    for side in ("left", "right"):
        yield from _items(_mapping(value).get(side))


def _sidebar(value: Any) -> Iterator[MenuItem]:
    for each in value if isinstance(value, list) else [value]:
        contents = _mapping(each).get("contents")
        yield from _items(contents if isinstance(contents, list) else None)


def _items(value: Any) -> Iterator[MenuItem]:
    """Give the entries of a menu; what needs Quarto's own pages or icons is left out."""
    for each in value if isinstance(value, list) else ():
        item = {"href": each} if isinstance(each, str) else _mapping(each)
        href = _text(item.get("href") or item.get("file") or item.get("url"))
        text = _text(item.get("text") or item.get("section") or item.get("title"))
        inner = tuple(_items(item.get("menu") or item.get("contents")))
        if not text and item.get("section"):
            href, text = _text(item.get("section")), ""
        if href.startswith("#") or (href and not is_safe(href)) or is_glob(href):
            href = ""
        if inner or href:
            yield MenuItem(text or _text(item.get("aria-label")), href, inner)


def _html(data: Mapping[str, Any]) -> Mapping[str, Any]:
    formats = _mapping(data.get("format"))
    return _mapping(formats.get("html") or formats.get("website"))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and value is not True else ""


def _texts(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else [value]
    return [str(each) for each in entries if isinstance(each, str | int | float)]
