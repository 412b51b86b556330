"""What a vault of Obsidian says about its notes in ``.obsidian/``.

Of its settings those are heard that decide what a reader sees: breaks of lines,
and which files are templates. How new links are written, where new pictures go
and which files a search leaves out are matters of writing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_wiki.explicit import explicit
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.paths import is_file, is_folder

if TYPE_CHECKING:
    from sphinx.config import Config

VALUE = "obsidian_vault"
"""The value of the configuration that holds what the vault says: notes are read again when that
changes. It is for nobody to set."""

_BREAKS = "breaks"
# Files of settings, with the key that names templates and the plugin that uses them.
_TEMPLATES = (
    ("templates.json", "folder", "templates"),
    ("daily-notes.json", "template", "daily-notes"),
    ("plugins/templater-obsidian/data.json", "templates_folder", "templater-obsidian"),
)


def is_vault(config: Config, folder: Path) -> bool:
    """Say whether the notes in *folder* are those of a vault of Obsidian.

    They are where it holds ``.obsidian/``, and where conf.py names the dialect:
    that folder may not be in what is published.
    """
    if "obsidian" not in config.wiki_dialects:
        return False
    return "wiki_dialects" in explicit(config) or is_folder(folder / ".obsidian")


def what_it_says(config: Config, folder: Path) -> tuple[str, ...]:
    """Give what the vault at *folder* says about reading its notes; nothing where it is none."""
    if not is_vault(config, folder):
        return ()
    says = ["vault"]
    if is_folder(folder / ".obsidian"):
        settings = _read(folder, "app.json")
        if not (isinstance(settings, dict) and settings.get("strictLineBreaks") is True):
            says.append(_BREAKS)
    return tuple(says)


def breaks_lines(config: Config) -> bool:
    """Say whether the end of a line in a note ends it in its page, too."""
    return _BREAKS in config[VALUE]


def templates(folder: Path) -> list[str]:
    """Give the templates that the vault at *folder* names, folders or files; else nothing.

    Templates have ``{{placeholders}}`` where notes have values, so they are no notes.
    What a plugin would use that is switched off are notes.
    """
    found: list[str] = []
    for name, key, plugin in _TEMPLATES:
        settings = _read(folder, name)
        value = settings.get(key) if isinstance(settings, dict) else None
        if not isinstance(value, str) or not _is_on(folder, plugin, core="/" not in name):
            continue
        if (inside := value.strip().strip("/")) not in ("", "."):
            is_file = key == "template"
            found.append(f"{inside.removesuffix('.md')}.md" if is_file else inside)
    return found


def _is_on(folder: Path, plugin: str, *, core: bool) -> bool:
    """Say whether the vault uses *plugin*; it does where no list of its plugins says otherwise."""
    known = _read(folder, "core-plugins.json" if core else "community-plugins.json")
    if isinstance(known, dict):
        return known.get(plugin) is not False
    return plugin in known if isinstance(known, list) else True


def _read(folder: Path, name: str) -> Any:
    """Give what a file of settings holds; nothing where there is none or it cannot be read."""
    path = folder / ".obsidian" / name
    if not is_file(path):
        return None
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        warn(f"{path} cannot be read: {reason}.", Kind.CONFIG, once=True)
        return None
