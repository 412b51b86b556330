"""Which notes have code, and what Sphinx's configuration says about running it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from sphinx_wiki.dialects.obsidian.comments import public_text
from sphinx_wiki.execution.model import Job
from sphinx_wiki.execution.plan import Settings, plan
from sphinx_wiki.execution.store import Store
from sphinx_wiki.facts.cells import read_execute, with_code_keys
from sphinx_wiki.facts.notebook import NotebookError
from sphinx_wiki.reading.encoding import decode
from sphinx_wiki.reading.notebooks import read_notebook, runs
from sphinx_wiki.reading.project import WikiProject
from sphinx_wiki.reading.qmd import read_qmd

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_CODE_CELL = re.compile(r"^ {0,3}(`{3,}|~{3,})\{code-cell\}", re.MULTILINE)
READER = "sphinx_wiki.reading.notebooks.read_prepared"


def has_cells(text: str) -> bool:
    """Tell whether a Markdown note has cells of code as MyST writes them."""
    return _CODE_CELL.search(text) is not None


def read_note(env: BuildEnvironment, docname: str, text: str) -> NotebookNode | None:
    """Read a note as a notebook; ``None`` for one without code.

    :raises NotebookError: where it cannot be read.
    """
    suffix = env.doc2path(docname).suffix
    if suffix == ".qmd" and (notebook := _read_qmd(env, docname, text)) is not None:
        return notebook
    if suffix != ".ipynb" and not has_cells(text):
        return None
    return read_notebook(text, suffix)


def _read_qmd(env: BuildEnvironment, docname: str, text: str) -> NotebookNode | None:
    if "quarto" not in env.config.wiki_dialects:
        return None
    head = _project(env).scans[docname].head
    return read_qmd(text, head, env.doc2path(docname, False).as_posix(), Path(env.srcdir))


def is_ours(env: BuildEnvironment, suffix: str) -> bool:
    """Tell whether files of *suffix* are read by us: conf.py may name another reader."""
    return READER in (env.config.nb_custom_formats.get(suffix) or ())


def store(env: BuildEnvironment) -> Store:
    """Give the store of results."""
    return Store(Path(env.srcdir, env.config.nb_execution_cache_path), Path(env.srcdir))


def jobs(env: BuildEnvironment, docnames: Iterable[str]) -> Iterator[Job]:
    """Give the job of each of *docnames* that has code to run."""
    for docname in docnames:
        path = env.doc2path(docname)
        if not is_ours(env, path.suffix):
            continue
        text, _problem = decode(path.read_bytes())
        if path.suffix != ".ipynb":
            text = public_text(env, text)
        try:
            notebook = read_note(env, docname, text)
        except NotebookError:
            # Parsing the note says so.
            continue
        if notebook is not None and (job := job_of(env, docname, notebook)):
            yield job


def said_of_code(env: BuildEnvironment, docname: str) -> Mapping[str, Any]:
    """Give what a note says of all its code."""
    meta = _project(env).meta(docname)
    return with_code_keys(meta.execute, meta.extra)


def job_of(env: BuildEnvironment, docname: str, notebook: NotebookNode) -> Job | None:
    """Give the job of running *notebook*, if it is to be run by us."""
    config = env.config
    execute, _problems = read_execute(said_of_code(env, docname))
    own = notebook.metadata.get("mystnb") or {}
    mode = own.get("execution_mode", config.nb_execution_mode)
    if mode in ("off", "inline") or not runs(notebook.metadata, execute):
        return None
    path = env.doc2path(docname, False).as_posix()
    if any(fnmatch(path, str(pattern)) for pattern in config.nb_execution_excludepatterns):
        return None
    if path.endswith(".ipynb") and not _notebook_runs(notebook, config.wiki_execution_notebooks):
        return None
    may_fail = own.get("execution_allow_errors", config.nb_execution_allow_errors)
    job = plan(
        docname,
        notebook,
        execute,
        Settings(
            root=Path(env.srcdir),
            cell_limit=_limit(own.get("execution_timeout", config.nb_execution_timeout)),
            note_limit=_limit(config.wiki_execution_timeout),
            may_fail=bool(may_fail),
            keep=mode != "force",
            depends=tuple(config.wiki_execution_depends),
            elsewhere=_temporary() if config.nb_execution_in_temp else None,
        ),
    )
    return job if job.cells else None


def _project(env: BuildEnvironment) -> WikiProject:
    assert isinstance(env.project, WikiProject)
    return env.project


def _notebook_runs(notebook: NotebookNode, setting: str) -> bool:
    if setting == "stored":
        return not any(cell.get("outputs") for cell in notebook.cells)
    return setting == "run"


def _limit(seconds: Any) -> float | None:
    return float(seconds) if seconds and seconds > 0 else None


@cache
def _temporary() -> Path:
    return Path(tempfile.mkdtemp(prefix="wiki-run-"))
