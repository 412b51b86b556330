"""Every ``wiki_*`` value, declared once: registration, validation and docs come from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sphinx_wiki.dialects import DIALECTS
from sphinx_wiki.facts.nearest import did_you_mean
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SOURCE_HEADINGS = (
    "Sources",
    "References",
    "Further reading",
    "Bibliography",
    "Literature",
    "Links",
    "Quellen",
    "Literatur",
    "Literaturverzeichnis",
    "Weiterführende Literatur",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One ``wiki_*`` value of conf.py."""

    name: str
    default: Any
    types: tuple[type, ...]
    rebuild: Literal["env", "html", ""]
    """``env``: a change reads all notes again; ``html``: it writes all pages
    again; empty: nothing needs to be redone because pages are compared."""
    help: str
    choices: tuple[str, ...] = ()
    check: Callable[[Any], str | None] | None = None
    """Gives what was expected where a value of the right type is wrong."""

    def problem(self, value: object) -> str | None:
        """Say what is wrong with *value*; ``None`` where it is good."""
        if isinstance(value, bool) and bool not in self.types:
            return f"expected {self._expected()}."
        if not isinstance(value, self.types):
            return f"expected {self._expected()}."
        if self.choices and value not in self.choices:
            near = did_you_mean(value, self.choices) if isinstance(value, str) else ""
            return f"expected {self._expected()}.{near}"
        return self.check(value) if self.check else None

    def _expected(self) -> str:
        if self.choices:
            return "one of " + ", ".join(repr(choice) for choice in self.choices)
        return " or ".join(kind.__name__ for kind in self.types)


def _positive(value: int) -> str | None:
    return None if value > 0 else "expected a number above zero."


def _not_negative(value: float) -> str | None:
    return None if value >= 0 else "expected zero or more."


def _texts(value: list[object] | tuple[object, ...]) -> str | None:
    return None if all(isinstance(v, str) for v in value) else "expected a list of strings."


def _dialects(value: list[object] | tuple[object, ...]) -> str | None:
    for name in value:
        if not isinstance(name, str) or name not in DIALECTS:
            near = did_you_mean(name, DIALECTS) if isinstance(name, str) else ""
            return f"expected names of dialects ({', '.join(DIALECTS)}), found {name!r}.{near}"
    return None


OPTIONS: tuple[Option, ...] = (
    Option(
        "wiki_dialects",
        list(DIALECTS),
        (list, tuple),
        "env",
        "What Markdown notes may hold besides MyST, which is always read: ``obsidian`` is what "
        "Obsidian writes, ``quarto`` what Quarto and Pandoc do, ``mkdocs`` what MkDocs and "
        "Python-Markdown do.",
        check=_dialects,
    ),
    Option(
        "wiki_drafts",
        "hide",
        (str,),
        "env",
        "What becomes of notes with ``draft: true`` or ``publish: false``: ``hide`` leaves no "
        "trace of them in the site, ``show`` builds them with a visible mark.",
        choices=("hide", "show"),
    ),
    Option(
        "wiki_source_headings",
        list(SOURCE_HEADINGS),
        (list, tuple),
        "env",
        "Headings (in any case) under which every entry of a list is a source.",
        check=_texts,
    ),
    Option(
        "wiki_words_per_minute",
        200,
        (int,),
        "",
        "Reading speed for the reading time of notes.",
        check=_positive,
    ),
    Option(
        "wiki_date_format",
        "medium",
        (str,),
        "",
        "How dates are shown: ``full``, ``long``, ``medium``, ``short``, ``iso`` or a pattern "
        "such as ``YYYY-MM-DD``.",
    ),
    Option(
        "wiki_last_change",
        True,
        (bool,),
        "",
        "Whether notes show the date of their last commit, where the folder is in git.",
    ),
    Option(
        "wiki_backlinks",
        True,
        (bool,),
        "",
        "Whether notes end with the notes that link to them.",
    ),
    Option(
        "wiki_backlinks_open",
        8,
        (int,),
        "",
        "A note with more linking notes than this shows them folded.",
        check=_positive,
    ),
    Option(
        "wiki_execution_jobs",
        0,
        (int,),
        "",
        "How many notes' code runs at the same time; 0: as many as the machine has cores.",
        check=_not_negative,
    ),
    Option(
        "wiki_execution_executor",
        "local",
        (str,),
        "",
        "Where the code of notes runs: ``local`` is this machine, ``dask`` a Dask cluster, "
        "which needs ``pip install sphinx-wiki[dask]`` here and on its workers.",
        choices=("local", "dask"),
    ),
    Option(
        "wiki_execution_address",
        "",
        (str,),
        "",
        "The address of the scheduler of that cluster, such as ``tcp://10.0.0.5:8786``. Empty: "
        "the one in Dask's own configuration.",
    ),
    Option(
        "wiki_execution_timeout",
        300,
        (int, float),
        "",
        "Seconds that all code of one note may run; 0: as long as it likes. A note has its own "
        "with ``execute: {timeout: 20}``. What one cell may take is ``nb_execution_timeout``.",
        check=_not_negative,
    ),
    Option(
        "wiki_execution_depends",
        [],
        (list, tuple),
        "env",
        "Files, from the notes folder, on which the results of all notes depend: the lock file "
        "of your packages, say. A change of one runs all code again.",
        check=_texts,
    ),
    Option(
        "wiki_execution_notebooks",
        "stored",
        (str,),
        "env",
        "Whether Jupyter notebooks run: ``stored`` shows the outputs that a notebook has and "
        "runs those without any, ``run`` runs all, ``never`` none.",
        choices=("stored", "run", "never"),
    ),
    Option(
        "wiki_feed_items",
        20,
        (int,),
        "",
        "The number of dated notes in ``atom.xml``, newest first.",
        check=_positive,
    ),
)


def register(app: Sphinx) -> None:
    """Register every option with Sphinx."""
    for option in OPTIONS:
        app.add_config_value(option.name, option.default, option.rebuild, option.types)


def validate(app: Sphinx, config: Config) -> None:
    """Warn about wrong values and go on with the default."""
    del app
    for option in OPTIONS:
        value = config[option.name]
        if expected := option.problem(value):
            warn(f"{option.name} = {value!r} in conf.py: {expected}", Kind.CONFIG)
            config[option.name] = option.default
    known = {option.name for option in OPTIONS}
    for name in sorted(config._raw_config):
        if name.startswith("wiki_") and name not in known:
            warn(f"conf.py sets {name}, which is unknown." + did_you_mean(name, known), Kind.CONFIG)
