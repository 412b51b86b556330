"""Removing what earlier builds wrote for notes and pictures that are gone."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_wiki.building.records import record_file
from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.site import page_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def remove_vanished(app: Sphinx, others: Iterable[str] = ()) -> None:
    """Remove the outputs that the last build had and this one has not.

    :param others: the files, besides pages and images, that this build has.
    """
    out, found = Path(app.outdir), app.env.found_docs
    record = record_file(app, "files")
    before = _recorded(record)
    known = {*_pages(app), *_images(app), *_downloads(app), *_sources(app), *others}
    now = {
        # What only the writing of a page finds is not known of pages that stay as they are.
        **{path: names for path, names in before.items() if found & set(names)},
        **_late_images(app),
        **dict.fromkeys(known, ()),
    }
    for path in before.keys() - now.keys():
        _remove(out / path, out)
    kept = {path: sorted(names) for path, names in now.items()}
    write_if_changed(record, json.dumps(kept, sort_keys=True).encode())


def remove_readings(app: Sphinx) -> None:
    """Remove the stored documents and executed notebooks of notes that are gone."""
    doctrees = Path(app.doctreedir)
    for root, suffix in ((doctrees, ".doctree"), (doctrees / "wiki" / "notebooks", ".ipynb")):
        for path in _files(root, suffix, without=Path(app.config.nb_execution_cache_path)):
            if path.removesuffix(suffix) not in app.env.found_docs:
                _remove(root / path, root)


def _files(root: Path, suffix: str, *, without: Path) -> list[str]:
    """Give the files with *suffix* below *root*, from there with ``/``.

    Those of a folder with a great many are left out.
    """
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [each for each in folders if Path(folder, each) != without]
        below = folder.removeprefix(str(root)).removeprefix(os.sep).replace(os.sep, "/")
        prefix = f"{below}/" if below else ""
        found += [prefix + name for name in names if name.endswith(suffix)]
    return found


def _pages(app: Sphinx) -> Iterator[str]:
    """Give the pages of builders that write one file for each note."""
    builder = app.builder
    suffix = getattr(builder, "out_suffix", "")
    for docname in app.env.found_docs if suffix else ():
        if isinstance(builder, StandaloneHTMLBuilder):
            yield page_file(app, docname)
        else:
            yield f"{docname}{suffix}"


def _images(app: Sphinx) -> Iterator[str]:
    """Give the images that are known without writing a page."""
    figures = wiki_domain(app.env).figures.values()
    drawn = {f"{name}.png" for figure in figures for name in figure.pictures}
    images = app.env.images.items()
    read = {name for path, (_, name) in images if path not in app.env.original_image_uri}
    for folder in _image_folders(app):
        yield from (f"{folder}{name}" for name in read | drawn)


def _late_images(app: Sphinx) -> Mapping[str, Iterable[str]]:
    """Give the images that were fetched or converted for this builder, with their notes."""
    return {
        f"{folder}{name}": docnames & app.env.found_docs
        for folder in _image_folders(app)
        for path, (docnames, name) in app.env.images.items()
        if path in app.env.original_image_uri
    }


def _image_folders(app: Sphinx) -> list[str]:
    """Give where the builder puts images, from the root of its output."""
    if app.builder.format == "html":
        return [f"{app.builder.imagedir}/"]
    if app.builder.format == "texinfo":
        return [f"{entry[1]}-figures/" for entry in app.config.texinfo_documents]
    return [""] if app.builder.format == "latex" else []


def _downloads(app: Sphinx) -> Iterator[str]:
    for _names, path in app.env.dlfiles.values():
        yield f"_downloads/{path}"


def _sources(app: Sphinx) -> Iterator[str]:
    """Give the copies of sources that readers can open."""
    if not (app.config.html_copy_source and app.config.html_show_sourcelink):
        return
    suffix = app.config.html_sourcelink_suffix
    project = wiki_project(app.env)
    for docname in app.env.found_docs - project.pages.keys():
        own = posixpath.splitext(project.file_of(docname))[1]
        yield f"_sources/{docname}{own}{suffix if own != suffix else ''}"


def _recorded(path: Path) -> dict[str, list[str]]:
    """Give the files of the last build; each with its notes, where only writing finds it."""
    try:
        return dict(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def _remove(path: Path, root: Path) -> None:
    """Remove a file and the folders it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
