"""What is in a folder that is to become a wiki."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sphinx_wiki.command.words import count
from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.quarto.settings import NAMES, Settings, read_settings
from sphinx_wiki.facts.slugs import readable
from sphinx_wiki.reading.folder import walk

_SUFFIXES = frozenset((".md", ".qmd", ".ipynb", ".rst"))
_NO_NOTES = frozenset(
    ("_build", "_site", "__pycache__", "_templates", "node_modules", "jupyter_execute")
)
_CODE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})\{[\w-]", re.MULTILINE)
_CELL = re.compile(r"^ {0,3}(?:`{3,}|~{3,})\{code-cell\}", re.MULTILINE)
_HEADING = re.compile(r"# +(.+?)(?: +#+)?\s*$")
_HOME = ("index", "readme")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder holds."""

    folder: Path
    root: Path
    """The top of its repository; the folder itself where it is in none."""
    project: str
    """The name of the wiki."""
    branch: str
    """The branch that is checked out; ``main`` where there is none."""
    vault: bool
    """Whether it is a vault of Obsidian."""
    quarto: bool
    notes: int
    with_code: int
    books: int
    """The number of ``.bib`` files."""

    @property
    def place(self) -> str:
        """The folder as seen from the top of its repository, with ``/``."""
        return self.folder.relative_to(self.root).as_posix()

    def words(self) -> str:
        """Give what was found as part of a sentence."""
        kinds = [
            *(["an Obsidian vault"] if self.vault else []),
            *(["a Quarto project"] if self.quarto else []),
        ]
        notes = count(self.notes, "note")
        if self.with_code:
            notes += f" ({self.with_code:,} with code)"
        books = [count(self.books, "bibliography file")] if self.books else []
        return ", ".join([*kinds, notes if self.notes else "no notes yet", *books])


def survey(folder: Path, project: str | None) -> Survey:
    """Look at *folder*.

    :param project: the name of the wiki; ``None`` to find one.
    """
    settings = _quarto(folder)
    files = _files(folder, settings)
    notes = [path for path in files if _is_note(path, settings)]
    root = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)
    vault = (folder / ".obsidian").is_dir()
    named = project or (settings and settings.title) or _of_home(folder, notes, vault=vault)
    return Survey(
        folder=folder,
        root=root,
        project=" ".join((named or readable(folder.name) or "Notes").split()),
        branch=_branch(root),
        vault=vault,
        quarto=settings is not None,
        notes=len(notes),
        with_code=sum(_has_code(folder / path) for path in notes),
        books=sum(path.suffix == ".bib" for path in files),
    )


def note_files(folder: Path) -> list[Path]:
    """Give the path of every note below *folder*, from there."""
    settings = _quarto(folder)
    return [path for path in _files(folder, settings) if _is_note(path, settings)]


def _files(folder: Path, settings: Settings | None) -> list[Path]:
    return [Path(name) for name in walk(folder, lambda name: _is_hidden(name, settings))]


def _is_note(path: Path, settings: Settings | None) -> bool:
    return path.suffix in _SUFFIXES and (not settings or settings.renders(path.as_posix()))


def _is_hidden(name: str, settings: Settings | None) -> bool:
    last = name.rpartition("/")[2]
    output = settings is not None and name == settings.output
    return last.startswith(".") or last in _NO_NOTES or output


def _quarto(folder: Path) -> Settings | None:
    for name in NAMES:
        if (folder / name).is_file():
            return read_settings(_read(folder / name))
    return None


def _of_home(folder: Path, notes: list[Path], *, vault: bool) -> str | None:
    """Give the title of the page that people see first, except in a vault: it has a name."""
    if vault:
        return None
    top = {path.stem.casefold(): path for path in reversed(notes) if len(path.parts) == 1}
    for name in _HOME:
        if name in top and top[name].suffix in (".md", ".qmd"):
            return _title(_read(folder / top[name]))
    return None


def _title(text: str) -> str | None:
    head = read_head(text, ".md")
    if isinstance(title := head.data.get("title"), str) and title.strip():
        return title
    found = first_heading(text, head.body_line)
    return found[0] if found else None


def first_heading(text: str, body_line: int) -> tuple[str, int] | None:
    """Give the first heading of a Markdown note and its line.

    :param body_line: where the text begins, after front matter.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines[body_line - 1 :], body_line):
        if heading := _HEADING.match(line):
            return heading[1], number
    return None


def _has_code(path: Path) -> bool:
    if path.suffix == ".ipynb":
        return '"code"' in _read(path)
    if path.suffix == ".qmd":
        return _CODE.search(_read(path)) is not None
    return path.suffix == ".md" and _CELL.search(_read(path)) is not None


def _branch(root: Path) -> str:
    head = _read(root / ".git" / "HEAD").strip()
    name = head.removeprefix("ref: refs/heads/")
    return name if name != head and re.fullmatch(r"[\w./-]+", name) else "main"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
