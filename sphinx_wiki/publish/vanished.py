"""Removing what earlier builds wrote for notes and pictures that are gone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.domain import wiki_project
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.records import record_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def remove_vanished(
    app: Sphinx, docnames: Iterable[str], others: Iterable[str]
) -> None:
    """Remove the outputs that the last build had and this one has not.

    :param docnames: the notes that are gone.
    :param others: the files, besides pages and images, that this build has.
    """
    out = Path(app.outdir)
    record = record_file(app, "files")
    now = {
        *(f"_images/{unique}" for _names, unique in app.env.images.values()),
        *(f"_downloads/{unique}" for _names, unique in app.env.dlfiles.values()),
        *others,
        *_sources(app),
    }
    for name in _recorded(record) - now:
        _remove(out / name, out)
    for docname in docnames:
        page = Path(app.builder.get_output_path(docname))  # type: ignore[attr-defined]
        # A renamed note may redirect from the address it had.
        if page.relative_to(out).as_posix() not in now:
            _remove(page, out)
    write_if_changed(record, json.dumps(sorted(now)).encode())


def _sources(app: Sphinx) -> Iterable[str]:
    """Give the copies of sources that readers can open."""
    if not (app.config.html_copy_source and app.config.html_show_sourcelink):
        return
    suffix = app.config.html_sourcelink_suffix
    for docname in app.env.found_docs - wiki_project(app.env).pages.keys():
        own = app.env.doc2path(docname).suffix
        yield f"_sources/{docname}{own}{suffix if own != suffix else ''}"


def _recorded(path: Path) -> set[str]:
    try:
        return set(json.loads(path.read_bytes()))
    except (OSError, ValueError):
        return set()


def _remove(path: Path, root: Path) -> None:
    """Remove a file and the folders it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
