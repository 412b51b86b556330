"""Removing what earlier builds wrote for notes and pictures that are gone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.records import record_file

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
            docname = path.relative_to(root).as_posix().removesuffix(suffix)
            if docname not in app.env.found_docs:
                _remove(path, root)


def _files(root: Path, suffix: str, *, without: Path) -> list[Path]:
    """Give the files with *suffix* below *root*, but those of a folder with a great many."""
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [each for each in folders if Path(folder, each) != without]
        found += [Path(folder, name) for name in names if name.endswith(suffix)]
    return found


def _pages(app: Sphinx) -> Iterator[str]:
    """Give the pages of builders that write one file for each note."""
    builder = app.builder
    suffix = getattr(builder, "out_suffix", "")
    for docname in app.env.found_docs if suffix else ():
        if isinstance(builder, StandaloneHTMLBuilder):
            yield builder.get_output_path(docname).relative_to(app.outdir).as_posix()
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
    for docname in app.env.found_docs - wiki_project(app.env).pages.keys():
        own = app.env.doc2path(docname).suffix
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
