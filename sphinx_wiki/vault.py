"""What a vault's own settings say about which files are notes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from sphinx.config import Config

# Files of settings, with the key that names the folder of templates.
_TEMPLATES = (
    ("templates.json", "folder"),
    ("plugins/templater-obsidian/data.json", "templates_folder"),
)


def is_vault(config: Config, folder: Path) -> bool:
    """Say whether the notes in *folder* are those of a vault of Obsidian.

    They are where it holds ``.obsidian/``, and where conf.py names the dialect:
    that folder may not be in what is published.
    """
    if "obsidian" not in config.wiki_dialects:
        return False
    return "wiki_dialects" in config._raw_config or (folder / ".obsidian").is_dir()


def template_folders(folder: Path) -> list[str]:
    """Give the folders of templates that the vault at *folder* names; none where it is no vault.

    Templates have ``{{placeholders}}`` where notes have values, so they are no notes.
    """
    found: list[str] = []
    for name, key in _TEMPLATES:
        path = folder / ".obsidian" / name
        if not path.is_file():
            continue
        try:
            settings = json.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            warn(f"{path} cannot be read: {error}.", Kind.CONFIG)
            continue
        value = settings.get(key) if isinstance(settings, dict) else None
        if isinstance(value, str) and (inside := value.strip().strip("/")) not in ("", "."):
            found.append(inside)
    return found
