"""The JSON Schema of front matter, for editors to complete and check it.

``python -m sphinx_wiki.facts.schema`` writes the committed file;
``--check`` tells whether it is fresh.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sphinx_wiki.facts.fields import FIELDS, Field

PATH = Path(__file__).parents[1] / "schema" / "note.schema.json"


def note_schema() -> dict[str, Any]:
    """Give a JSON Schema (draft 2020-12) of what a note can declare.

    Other keys are allowed. ``$defs`` holds ``listing``, open to any option.
    """
    properties: dict[str, Any] = {}
    for field in FIELDS:
        properties[field.name] = _property(field)
        for key in field.also:
            properties[key] = {"$ref": f"#/properties/{field.name}"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a note",
        "description": "What a note of sphinx-wiki declares about itself.",
        "type": "object",
        "properties": properties,
        "additionalProperties": True,
        "$defs": {"listing": _listing()},
    }


def _property(field: Field) -> dict[str, Any]:
    # A key without a value counts as absent, so an editor must accept it.
    found: dict[str, Any] = {"description": field.help}
    found["anyOf"] = [dict(field.schema), {"type": "null"}]
    if field.default is not None:
        default = field.default
        found["default"] = list(default) if isinstance(default, tuple) else default
    return found


def _listing() -> dict[str, Any]:
    one = {"type": "object"}
    return {"anyOf": [{"type": ["boolean", "string"]}, one, {"type": "array", "items": one}]}


def main(arguments: list[str]) -> int:
    """Write the schema, or with ``--check`` give 1 where the file is stale."""
    fresh = json.dumps(note_schema(), ensure_ascii=False, indent=2) + "\n"
    if "--check" in arguments:
        return int(not PATH.exists() or PATH.read_text("utf-8") != fresh)
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(fresh, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
