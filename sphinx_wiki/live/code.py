"""Which Python code a running process cannot take up anew."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from pathlib import Path


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
