"""Whether the wiki stands as the last build left it, so that it need not be derived anew.

Deriving it from all notes and writing what gathers from it is half of a build in which
nothing has changed. All that both depend on is recorded when both are done: if it is the
same, their outcome would be. What is not sure to be the same counts as changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from sphinx.builders.html import INVENTORY_FILENAME

from sphinx_wiki import __version__
from sphinx_wiki.building.records import record_file
from sphinx_wiki.building.statics import summed_files, template_names
from sphinx_wiki.figures.numbers import are_ours
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.history import history_mark
from sphinx_wiki.paths import exists as is_there
from sphinx_wiki.site import SITES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.settling.settled import Mark, Settled


class Asked:
    """What deriving the wiki asks for besides notes, with how it was found.

    :param app: the application, when it begins to derive.
    """

    def __init__(self, app: Sphinx) -> None:
        self.marks: dict[str, Mark] = {}
        """Files."""
        self.frame = self.digest = ""
        """Digests of all else, and of that and the notes; empty for builders of no sites."""
        if app.builder.name in SITES:
            self.frame = _frame(app, app.env)
            self.digest = _digest(self.frame, sorted(app.env.all_docs.items()))
        for name in app.config.bibtex_bibfiles:
            self.content(Path(app.confdir) / name)
        for path in summed_files(app):
            self.content(path)

    def exists(self, path: Path) -> bool:
        """Say whether *path* exists, and remember the question."""
        found = is_there(path)
        self.marks.setdefault(str(path), found)
        return found

    def content(self, path: Path) -> Path:
        """Give *path*, and remember that what it holds counts."""
        self.marks[str(path)] = _content(path)
        return path


def stands(app: Sphinx, asked: Asked) -> bool:
    """Say whether all that the wiki and its shared files depend on is as the last build had it."""
    try:
        record = json.loads(_record(app).read_bytes())
        digest, marks = record["digest"], record["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    if not asked.digest or digest != asked.digest:
        return False
    return all(is_as(path, was) for path, was in marks)


def published(app: Sphinx, settled: Settled) -> frozenset[str]:
    """Give the shared files that are as they were written for a wiki that was *settled* before."""
    try:
        record = json.loads(_record(app).read_bytes())
        digest, marks = record["digest"], record["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return frozenset()
    if digest != _digest(settled.frame, sorted(settled.reads.items())):
        return frozenset()
    root = f"{app.outdir}{os.sep}"
    return frozenset(
        path.removeprefix(root) for path, was in marks if path.startswith(root) and is_as(path, was)
    )


def remember(app: Sphinx, asked: Asked, written: Iterable[str]) -> None:
    """Record what the wiki was derived from, as :func:`stands` wants it.

    :param written: the shared files that were written for it, from the root of the site.
    """
    outputs = [Path(app.outdir) / name for name in (*written, INVENTORY_FILENAME)]
    outputs += [record_file(app, "pages"), record_file(app, "files")]
    marks = {**asked.marks, **{str(path): _content(path) for path in outputs}}
    data = {"digest": asked.digest, "files": marks}
    write_if_changed(_record(app), json.dumps(data, sort_keys=True).encode())


def forget(app: Sphinx) -> None:
    """Have the next build derive the wiki."""
    _record(app).unlink(missing_ok=True)


def settings(config: Config) -> str:
    """Give all values of conf.py, the same in every process where they are plain values."""
    values = {value.name: value.value for value in config}
    return json.dumps(values, default=_stable, sort_keys=True)


def _stable(value: object) -> object:
    """Give a value of conf.py in a form that is the same in every process."""
    return sorted(map(repr, value)) if isinstance(value, set | frozenset) else repr(value)


def _record(app: Sphinx) -> Path:
    return record_file(app, "standing")


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _frame(app: Sphinx, env: BuildEnvironment) -> str:
    """Give a digest of all but files and notes: values, versions, history, what there is."""
    scans = env.domaindata["wiki"]["scans"]
    drafts: set[str] = getattr(env.project, "drafts", set())
    versions = {name: each.version for name, each in app.extensions.items()}
    return _digest(
        __version__,
        sphinx.__version__,
        sorted(versions.items()),
        settings(env.config),
        # It is so, too, that conf.py sets what is the default.
        are_ours(env.config),
        sorted(env.found_docs),
        [(name, scans[name].content) for name in sorted(drafts)],
        history_mark(Path(env.srcdir)) if env.config.wiki_last_change else "",
        _inventories(env),
        template_names(app),
    )


def _inventories(env: BuildEnvironment) -> list[tuple[str, object]]:
    """Give where the names of other projects come from, each with the time of its loading."""
    cache: Mapping[str, tuple[object, ...]] = getattr(env, "intersphinx_cache", {})
    return sorted((uri, (*map(str, entry[:2]),)) for uri, entry in cache.items())


def _content(path: Path) -> Mark:
    try:
        status = path.stat()
    except OSError:
        return False
    return [status.st_mtime_ns, status.st_size]


def is_as(path: str, was: Mark) -> bool:
    """Say whether the file at *path* is as it was."""
    now = _content(Path(path)) if isinstance(was, list) else is_there(path)
    return now == was
