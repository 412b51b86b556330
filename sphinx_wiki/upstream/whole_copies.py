"""Copies that are put in their place when they are whole.

Sphinx copies pictures, static files and sources over what is there: a disk that fills, or a
build that is ended, leaves half of them in the site. To be proposed to Sphinx:
``sphinx.util.osutil.copyfile`` should copy beside the place first, as here. Can go with the
version that does; modules that have another ``copyfile`` are left alone.
"""

from __future__ import annotations

import filecmp
import os
from functools import wraps
from pathlib import Path
from typing import Any

from sphinx.builders import html
from sphinx.util import fileutil, osutil

from sphinx_wiki.files import put_in_place

_ORDINARY = osutil.copyfile


@wraps(_ORDINARY)
def _copy_whole(
    source: str | os.PathLike[str], dest: str | os.PathLike[str], *, force: bool = False
) -> None:
    place = Path(dest)
    there = place.exists()
    if not Path(source).is_file() or (there and not force):
        _ORDINARY(source, dest, force=force)
    elif not there or not filecmp.cmp(source, place, shallow=False):
        part = place.with_name(f"{place.name}.part")
        with put_in_place(part, place):
            _ORDINARY(source, part, force=True)


def put_whole() -> None:
    """Have Sphinx's builders of HTML copy files so."""
    modules: tuple[Any, ...] = (html, fileutil)
    for module in modules:
        if getattr(module, "copyfile", None) is _ORDINARY:
            module.copyfile = _copy_whole
