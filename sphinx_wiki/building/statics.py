"""The static files of a site, where they come from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SUMMED = (".css", ".js")


def static_files(builder: StandaloneHTMLBuilder) -> Iterator[Path]:
    """Give every file that is copied into the site, as conf.py, extensions and theme name it."""
    for place, _target in _places(builder):
        yield from (path for path, _below in _within(place))


def static_outputs(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Give where these files come to lie, from the root of the site."""
    for place, target in _places(builder):
        for _path, below in _within(place):
            name = f"{target}{below}"
            # Templates are filled in; where none are, the longer name is that of no file.
            yield from (name, name.removesuffix(".jinja").removesuffix("_t"))
    yield from _of_language(builder)


def _of_language(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Give the scripts that Sphinx copies for the language of pages and that of the search."""
    config = builder.config
    if builder._get_translations_js():
        yield "_static/translations.js"
    if builder.search:
        # The builder has its own only while it writes.
        language = config.html_search_language or config.language
        index = IndexBuilder(builder.env, language, config.html_search_options, "")
        yield from (f"_static/{Path(name).name}" for name in index.get_js_stemmer_rawcodes())


def _places(builder: StandaloneHTMLBuilder) -> Iterator[tuple[Path, str]]:
    """Give the files and folders that are copied, each with the folder of the site."""
    config, confdir = builder.config, Path(builder.confdir)
    yield from ((confdir / place, "_static/") for place in config.html_static_path)
    yield from ((confdir / place, "") for place in config.html_extra_path)
    for place in (config.html_logo, config.html_favicon):
        if place:
            yield confdir / place, "_static/"
    if builder.theme is not None:
        yield from ((Path(each) / "static", "_static/") for each in builder.theme.get_theme_dirs())


def _within(place: Path) -> Iterator[tuple[Path, str]]:
    """Give the files in a folder, or the one, each with its path from there."""
    if place.is_file():
        yield place, place.name
        return
    for path in sorted(_files(place)):
        yield path, path.relative_to(place).as_posix()


def summed_files(app: Sphinx) -> Iterator[Path]:
    """Give the files that are in all pages: templates, and what pages load by its checksum."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        yield from (path for path in static_files(builder) if path.suffix in _SUMMED)
        yield from (Path(app.confdir) / name for name in template_names(app))


def template_names(app: Sphinx) -> list[str]:
    """Give the templates of the wiki's own, from the folder of conf.py.

    That one is newer than a page Sphinx sees, but not that one is gone. What new notes are
    made from is in no page.
    """
    places = [Path(app.confdir) / place for place in app.config.templates_path]
    found = (path for each in places for path in _files(each) if path.suffix != ".md")
    return sorted(os.path.relpath(path, app.confdir) for path in found)


def checksum(app: Sphinx) -> str:
    """Give a digest of what these files hold, and of the names of templates."""
    digest = hashlib.blake2b("\n".join(template_names(app)).encode(), digest_size=12)
    for path in summed_files(app):
        try:
            digest.update(hashlib.blake2b(path.read_bytes(), digest_size=12).digest())
        except OSError:
            # Copying says why it cannot be read.
            continue
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for root, _folders, names in os.walk(folder):
        yield from (Path(root) / name for name in names)
