"""Front matter in TOML, between lines of ``+++``, as Hugo and Zola have it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.yaml_block import Block

# MyST's own `+++` between parts of a text is followed by text, not by keys.
_BLOCK = re.compile(
    r"\ufeff?\+{3}[ \t]*\r?\n(?P<source>(?:\s*(?:#.*)?\n)*[ \t]*(?:[\w\"'.-]+[ \t]*=|\[).*?\n?)"
    r"^\+{3}[ \t]*\r?$",
    re.MULTILINE | re.DOTALL,
)
_KEY = re.compile(r"^[ \t]*[\"']?(?P<key>[\w-]+)[\"']?[ \t]*=")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def find_toml(text: str) -> re.Match[str] | None:
    """Give the TOML at the beginning of *text*; its group ``source`` is without the marks."""
    return _BLOCK.match(text)


def without_toml(text: str) -> str:
    """Give *text* with blank lines in place of front matter in TOML.

    >>> without_toml("+++\\ntitle = 'A'\\n+++\\nText")
    '\\n\\n\\nText'
    """
    found = find_toml(text)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


def read_toml(source: str, first_line: int) -> Block:
    """Read *source* as TOML; never raises. A fault costs the whole block.

    Zola's table ``taxonomies`` holds what others have at the top.

    :param first_line: the line of the file at which *source* begins.

    >>> read_toml("title = 'LoRA'", 2).data
    {'title': 'LoRA'}
    """
    try:
        data: dict[str, Any] = tomllib.loads(source.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) - 1 if found and found[1] else source.count("\n")
        message = (
            f"The front matter cannot be read: {_PLACE.sub('', str(error))}; "
            "expected TOML between the lines '+++'."
        )
        return Block({}, {}, {}, (Problem(message, first_line + max(0, line)),))
    taxonomies = data.pop("taxonomies", None)
    if isinstance(taxonomies, dict):
        data = {**taxonomies, **data}
    lines = {
        match["key"]: first_line + index
        for index, line in reversed(list(enumerate(source.split("\n"))))
        if (match := _KEY.match(line))
    }
    return Block(data, {key: at for key, at in lines.items() if key in data}, {}, ())
