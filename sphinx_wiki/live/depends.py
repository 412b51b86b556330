"""What a site depends on besides the notes: code that is loaded, files in other places."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Set
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def loaded_code() -> tuple[str, ...]:
    """Give the files of loaded modules that somebody may edit: all but installed ones."""
    installed = _installed()
    names = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return tuple(
        sorted(
            name
            for name in names
            if isinstance(name, str) and name.endswith(".py") and not name.startswith(installed)
        )
    )


def _installed() -> tuple[str, ...]:
    paths = sysconfig.get_paths()
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = {paths[name] for name in names} | {site.getusersitepackages()}
    folders |= {str(Path(folder).resolve()) for folder in folders}
    return tuple(f"{folder}{os.sep}" for folder in folders)


def outside_files(app: Sphinx) -> tuple[str, ...]:
    """Give the files and folders outside the notes that the site depends on, absolute."""
    source = str(app.srcdir)
    config = app.config
    wanted = {
        os.path.normpath(os.path.join(source, path))  # noqa: PTH118 (tens of thousands)
        for paths in app.env.dependencies.values()
        for path in paths
    }
    places = [*config.templates_path, *config.html_static_path, *config.html_extra_path]
    wanted |= {os.path.normpath(Path(source, place)) for place in places}
    return tuple(sorted(path for path in wanted if not path.startswith(source + os.sep)))


def folders_of(paths: Iterable[str], source: Path) -> list[Path]:
    """Give the folders to watch for *paths* outside the folder of notes, none in another."""
    found = {Path(path) for path in paths}
    folders = {path if path.is_dir() else path.parent for path in found if path.exists()}
    return sorted(
        folder
        for folder in folders
        if not any(folder != other and folder.is_relative_to(other) for other in folders)
        and not folder.is_relative_to(source)
    )


def is_among(path: str, known: Set[str]) -> bool:
    """Tell whether *path* is one of *known*, or in one of these folders."""
    return path in known or any(str(parent) in known for parent in Path(path).parents)
