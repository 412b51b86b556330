"""What a build leaves behind for the next: records beside the doctrees."""

from __future__ import annotations

import hashlib
import json
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_cache_path

from sphinx_wiki.files import put_in_place, write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

BUILD = "wiki/build.json"
"""The record of what doctrees were made from, in their folder."""

ENVIRONMENT = "environment.pickle"
"""Sphinx's name for it; commands find it without Sphinx."""


def record_file(app: Sphinx, name: str) -> Path:
    """Give the path of the record *name* of this builder's output folder.

    Records lie beside the doctrees, which several output folders can share.
    """
    place = hashlib.blake2b(str(app.outdir).encode(), digest_size=6).hexdigest()
    return Path(app.doctreedir) / "wiki" / f"{name}-{app.builder.name}-{place}.json"


def remember_build(app: Sphinx, exception: Exception | None) -> None:
    """Record beside the doctrees what they were made from, for commands that look for them.

    Not where the command line changed conf.py's values: they are not those of another build.
    """
    if exception is not None or app.config.overrides or app.builder.name == "wiki-check":
        return
    made = {"source": str(app.srcdir), "outdir": str(app.outdir)}
    data = json.dumps(made, ensure_ascii=False, sort_keys=True)
    write_if_changed(Path(app.doctreedir) / BUILD, data.encode())


class Build(NamedTuple):
    """A build that has been, and can be gone on from."""

    outdir: Path
    doctrees: Path


def read_build(doctrees: Path, source: Path) -> Build | None:
    """Give the build that left *doctrees*, if it was of the notes in *source*."""
    try:
        made = json.loads((doctrees / BUILD).read_bytes())
        of, outdir = Path(made["source"]), Path(made["outdir"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = (doctrees / ENVIRONMENT).is_file()
    return Build(outdir, doctrees) if of == source and outdir.is_dir() and whole else None


def cache_folder(source: Path, purpose: str = "") -> Path:
    """Give the folder for the notes in *source* among the user's caches, the same each time.

    :param purpose: what tells it from other folders for these notes.
    """
    place = hashlib.blake2b(str(source).encode(), digest_size=4).hexdigest()
    return user_cache_path("sphinx-wiki", appauthor=False) / f"{source.name}-{place}{purpose}"


def save_environment(env: BuildEnvironment, doctrees: Path) -> None:
    """Save *env* where the next build looks for it, in one step."""
    place = doctrees / ENVIRONMENT
    part = place.with_name(f"{place.name}.part")
    with put_in_place(part, place), part.open("wb") as file:
        pickle.dump(env, file, pickle.HIGHEST_PROTOCOL)
