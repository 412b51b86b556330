"""A new note from a template: ``{{title}}``, ``{{date}}`` and ``{{categories}}`` filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from sphinx_wiki.facts.frontmatter import read_head

DEFAULT = "---\ntitle: {{title}}\ndate: {{date}}\ncategories: {{categories}}\n---\n\n"
_PLACE = re.compile(
    r"""(?P<quote>["']?)\{\{[ ]*(?P<name>title|date|categories)[ ]*\}\}(?P=quote)"""
)
_UNFILLED = "categories: {{categories}}\n"


class TemplateError(Exception):
    """A template does not give a note; the text says why."""


def fill(template: str | None, title: str, date: str, categories: Sequence[str]) -> str:
    """Give the text of a new note.

    What is filled in is quoted as YAML needs it in front matter, and stands as it is in the text.

    :param template: ``None`` for our own.
    :param date: as ISO 8601 has it.
    :raises TemplateError: where the front matter could not be read.

    >>> print(fill("---\\ntitle: '{{title}}'\\n---\\n# {{title}}", "Loss: 1", "2024-07-07", ()))
    ---
    title: "Loss: 1"
    ---
    # Loss: 1
    """
    if template is None:
        template = DEFAULT if categories else DEFAULT.replace(_UNFILLED, "")
    template = template.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = template.split("\n")
    body = read_head(template, ".md").body_line - 1
    head = {
        "title": scalar(title),
        "date": date,
        "categories": f"[{', '.join(map(item, categories))}]",
    }
    text = {"title": title, "date": date, "categories": ", ".join(categories)}
    parts = [
        _PLACE.sub(lambda found: head[found["name"]], "\n".join(lines[:body])),
        _PLACE.sub(
            lambda found: f"{found['quote']}{text[found['name']]}{found['quote']}",
            "\n".join(lines[body:]),
        ),
    ]
    filled = "\n".join(parts) if body else parts[1]
    made = read_head(filled, ".md")
    if made.problems:
        raise TemplateError(made.problems[0].message)
    return filled


def scalar(text: str) -> str:
    """Give *text* as a value of YAML: as it is where that is read as just this text.

    >>> scalar("Chain rule"), scalar("Loss: a primer"), scalar("12"), scalar("#1"), scalar("yes")
    ('Chain rule', '"Loss: a primer"', '"12"', '"#1"', '"yes"')
    """
    return text if _reads_as(f"k: {text}", {"k": text}) else _quoted(text)


def item(text: str) -> str:
    """Give *text* as an entry of a list in brackets.

    >>> item("maths/algebra"), item("a, b"), item("x]")
    ('maths/algebra', '"a, b"', '"x]"')
    """
    return text if _reads_as(f"[{text}, x]", [text, "x"]) else _quoted(text)


def _quoted(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def _reads_as(written: str, expected: object) -> bool:
    if "\n" in written or not written.isprintable():
        return False
    try:
        return bool(yaml.safe_load(written) == expected)
    except (yaml.YAMLError, ValueError):
        return False
