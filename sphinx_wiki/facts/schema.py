"""The JSON Schemas of front matter and of listings' items, for editors to complete and check them.

``python -m sphinx_wiki.facts.schema`` writes the committed files;
``--check`` tells whether they are fresh, and ``--where`` prints where they lie.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sphinx_wiki.facts.fields import FIELDS, Field
from sphinx_wiki.facts.listing import listing_schema

FOLDER = Path(__file__).parents[1] / "schema"
PATH = FOLDER / "note.schema.json"
ITEMS_PATH = FOLDER / "items.schema.json"

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# What the items of a listing have in common with notes.
_OF_ITEMS = (
    "title", "subtitle", "description", "date", "date-modified", "author", "categories", "tags",
    "image", "image-alt", "order", "status",
)  # fmt: skip


def note_schema() -> dict[str, Any]:
    """Give a JSON Schema (draft 2020-12) of what a note can declare; other keys are allowed."""
    properties: dict[str, Any] = {}
    for field in FIELDS:
        properties[field.name] = _property(field)
        for key in field.also:
            properties[key] = {"$ref": f"#/properties/{field.name}"}
    return {
        "$schema": _DRAFT,
        "title": "Front matter of a note",
        "description": "What a note of sphinx-wiki declares about itself.",
        "type": "object",
        "properties": properties,
        "additionalProperties": True,
        "$defs": {"listing": listing_schema()},
    }


def items_schema() -> dict[str, Any]:
    """Give a JSON Schema (draft 2020-12) of a YAML file of items; other keys are allowed."""
    address = {"type": "string", "description": "Where the item leads: an address, or a note."}
    item = {
        "type": "object",
        "properties": {
            **dict.fromkeys(("href", "path", "url"), address),
            **{field.name: _property(field) for field in FIELDS if field.name in _OF_ITEMS},
        },
        "additionalProperties": True,
    }
    return {
        "$schema": _DRAFT,
        "title": "Items of a listing",
        "description": "Things that are not notes, for a listing of sphinx-wiki to show.",
        "anyOf": [{"type": "array", "items": item}, item],
    }


def _property(field: Field) -> dict[str, Any]:
    # A key without a value counts as absent, so an editor must accept it.
    found: dict[str, Any] = {"description": field.help}
    found["anyOf"] = [dict(field.schema), {"type": "null"}]
    if field.default is not None:
        default = field.default
        found["default"] = list(default) if isinstance(default, tuple) else default
    return found


def main(arguments: list[str]) -> int:
    """Write the schemas, or with ``--check`` give 1 where a file is stale."""
    if "--where" in arguments:
        sys.stdout.write(f"{FOLDER}\n")
        return 0
    schemas = {PATH: note_schema(), ITEMS_PATH: items_schema()}
    texts = {
        path: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for path, schema in schemas.items()
    }
    if "--check" in arguments:
        stale = [path for path, text in texts.items() if _content(path) != text]
        return int(bool(stale))
    FOLDER.mkdir(exist_ok=True)
    for path, text in texts.items():
        path.write_text(text, "utf-8", newline="\n")
    return 0


def _content(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
