"""What ``sphinx-wiki init`` writes for Visual Studio Code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sphinx_wiki.command.init.files import File
from sphinx_wiki.command.init.survey import Survey
from sphinx_wiki.facts.schema import note_schema

_SCHEMA = "note.schema.json"


def editor_files(found: Survey) -> Iterator[File]:
    """Give the files of ``.vscode``."""
    folder = found.folder / ".vscode"
    yield File(folder / "tasks.json", _json(_tasks()), "tasks: build, live, check")
    yield File(folder / "settings.json", _json(_SETTINGS), "the schema, and no search in the site")
    yield File(folder / _SCHEMA, _json(note_schema()), "what front matter can say")
    yield File(folder / "notes.code-snippets", _json(_SNIPPETS), "snippets: note, link, cell, …")


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _matcher(pattern: str) -> dict[str, Any]:
    """Give how the editor finds places in what a command prints."""
    return {
        "owner": "sphinx-wiki",
        "fileLocation": ["autoDetect", "${workspaceFolder}"],
        "severity": "warning",
        "pattern": {"regexp": pattern, "file": 1, "line": 2, "severity": 3, "message": 4},
    }


def _tasks() -> dict[str, Any]:
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "wiki: build",
                "type": "process",
                "command": "sphinx-build",
                "args": ["--no-color", ".", "_site"],
                "group": {"kind": "build", "isDefault": True},
                "problemMatcher": _matcher(r"^(.+?):(\d+): (WARNING|ERROR): (.+)$"),
            },
            {
                "label": "wiki: live",
                "type": "process",
                "command": "sphinx-wiki",
                "args": ["live", "--open", "--editor", "vscode", "."],
                "isBackground": True,
                "problemMatcher": [],
            },
            {
                "label": "wiki: check",
                "type": "process",
                "command": "sphinx-wiki",
                "args": ["check", "."],
                "group": "test",
                "problemMatcher": _matcher(r"^(.+?):(\d+): (error|advice): (.+)$"),
            },
        ],
    }


_SETTINGS: Mapping[str, Any] = {
    "search.exclude": {"_site": True},
    "files.watcherExclude": {"**/_site/**": True},
    # For files of metadata; a note names the schema itself, with the key `$schema`.
    "yaml.schemas": {f"./.vscode/{_SCHEMA}": ["**/_metadata.yml", "**/_metadata.yaml"]},
}

_SNIPPETS: Mapping[str, Any] = {
    "Front matter": {
        "scope": "markdown,quarto",
        "prefix": "note",
        "body": [
            "---",
            "title: ${1:${TM_FILENAME_BASE}}",
            "date: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE",
            "categories: [$2]",
            "---",
            "",
            "$0",
        ],
    },
    "Link to a note": {
        "scope": "markdown,quarto",
        "prefix": "link",
        "body": ["[[${1:name of the note}]]$0"],
    },
    "Sources": {
        "scope": "markdown,quarto",
        "prefix": "sources",
        "body": ["## Sources", "", "- [${1:title}](${2:https://})$0"],
    },
    "Code that runs": {
        "scope": "markdown,quarto",
        "prefix": "cell",
        "body": ["```{code-cell} python", "$0", "```"],
    },
    "Listing of notes": {
        "scope": "markdown,quarto",
        "prefix": "listing",
        "body": [
            "```{wiki:listing}",
            ":contents: ${1:.}",
            ":sort: ${2:date desc}",
            ":type: ${3|default,table,grid|}",
            "```",
            "$0",
        ],
    },
}
