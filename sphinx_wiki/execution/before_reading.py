"""Before notes are read: their outdated code is run, all at once, into the store."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.execution.model import Job, Result
from sphinx_wiki.execution.notes import jobs, store
from sphinx_wiki.execution.progress import Progress
from sphinx_wiki.facts.nearest import did_you_mean
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.paths import exists, is_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.execution.engine import Keep
    from sphinx_wiki.execution.kernels.kept import KeptServer


def run_outdated(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the code of those of *docnames* whose results are not in the store."""
    domain, kept = wiki_domain(env), store(env)
    waiting: dict[str, Job] = {}
    for job in jobs(env, sorted(docnames)):
        _warn_missing(job, app.config.wiki_execution_depends)
        # Notes with the same code in the same folder share a result.
        just_ran = job.key in domain.has_run
        if not (job.keep or just_ran) or kept.find(job.key, final=not just_ran) is None:
            waiting.setdefault(job.key, job)
    if not waiting:
        return
    unsaved: dict[str, Result] = {}

    def keep(job: Job, result: Result) -> None:
        try:
            kept.save(job.key, result)
        except OSError as error:
            if not unsaved:
                warn(
                    f"The results of code cannot be kept, so it will run again: {error}. "
                    "The folder is that of nb_execution_cache_path.",
                    Kind.EXECUTION,
                )
            unsaved[job.key] = result

    _run(list(waiting.values()), app.config, keep, domain.kept)
    domain.unsaved, domain.has_run = unsaved, frozenset(waiting)
    kept.prune(frozenset(path for read in domain.reads.values() for path in read.probes))


def _run(jobs: Sequence[Job], config: Config, keep: Keep, kept: KeptServer | None) -> None:
    # What runs code takes long to import, and most builds run none.
    from sphinx_wiki.execution.cluster import ClusterError, run_on_cluster  # noqa: PLC0415
    from sphinx_wiki.execution.engine import run_here  # noqa: PLC0415

    progress = Progress()
    progress.begin(len(jobs))
    if config.wiki_execution_executor == "dask":
        try:
            run_on_cluster(jobs, config.wiki_execution_address, progress, keep)
            jobs = ()
        except ClusterError as error:
            warn(
                f"The code does not run on a Dask cluster, but on this machine: {error}.",
                Kind.EXECUTION,
            )
            jobs = error.left
    if jobs:
        run_here(jobs, config.wiki_execution_jobs or _cores(), progress, keep, kept)
    progress.end()


def _cores() -> int:
    """Give the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _warn_missing(job: Job, shared: Sequence[str]) -> None:
    """Say which files a note's code is declared to depend on and are not there."""
    for name in job.depends:
        path = job.root / name
        if exists(path):
            continue
        of_all = name in shared
        others = [each.name for each in path.parent.iterdir()] if is_folder(path.parent) else []
        warn(
            ("wiki_execution_depends" if of_all else "depends-on")
            + f" names {name}, which does not exist."
            + did_you_mean(path.name, others),
            Kind.EXECUTION,
            None if of_all else job.docname,
            once=of_all,
        )
