"""Reading the listings that an author asks for, from front matter or a directive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from sphinx_wiki.facts.listing.convert import UnfitError
from sphinx_wiki.facts.listing.model import FeedOptions, ListingOptions
from sphinx_wiki.facts.listing.options import OPTIONS, TYPES, Option
from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.nearest import did_you_mean, shown
from sphinx_wiki.facts.yaml_limits import load_yaml

_LATER = frozenset({"template", "template-params"})


def parse_listings(
    raw: object, line: int | None = None
) -> tuple[tuple[ListingOptions, ...], tuple[Problem, ...]]:
    """Read the front-matter key ``listing``.

    :param raw: a boolean, the name of a type, a mapping, or a list of mappings.
    :param line: the line of the key in the note, for the problems.
    :return: the listings in order, with ids that differ, and what was wrong;
        a wrong option has its default.

    >>> listings, problems = parse_listings({"type": "grid", "page-sise": 9})
    >>> listings[0].page_size
    18
    >>> problems[0].message
    "Unknown listing option 'page-sise'. Did you mean 'page-size'?"
    """
    if raw is None or raw is False:
        return (), ()
    if not isinstance(raw, list):
        options, problems = parse_one(raw, "listing", line)
        return (options,) if options else (), problems
    found: list[ListingOptions] = []
    report: list[Problem] = []
    taken: set[str] = set()
    for number, each in enumerate(raw, start=1):
        options, problems = parse_one(each, f"listing-{number}", line)
        report += problems
        if options and options.id in taken:
            report.append(_problem(f"Two listings of this page have the id {options.id!r}.", line))
        elif options:
            taken.add(options.id)
            found.append(options)
    return tuple(found), tuple(report)


def parse_one(
    raw: object, default_id: str, line: int | None = None
) -> tuple[ListingOptions | None, tuple[Problem, ...]]:
    """Read one listing; ``None`` where *raw* is nothing like one."""
    if isinstance(raw, str) and raw in TYPES:
        raw = {"type": raw}
    elif raw is True:
        raw = {}
    if not isinstance(raw, Mapping):
        expected = "true, false, 'default', 'table', 'grid', a mapping or a list of mappings"
        near = did_you_mean(raw, TYPES) if isinstance(raw, str) else ""
        message = f"A listing is {expected}, not {shown(raw)}.{near}"
        return (ListingOptions(id=default_id, line=line) if isinstance(raw, str) else None), (
            _problem(message, line),
        )
    raw = {"id": default_id, **{name: each for name, each in raw.items() if each is not None}}
    values, problems = _read(OPTIONS, raw, line, "listing option")
    if values["id"] != raw["id"]:
        values["id"] = default_id
    return ListingOptions(**values, line=line), problems


def _read(
    table: tuple[Option, ...], raw: Mapping[object, object], line: int | None, noun: str
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Read the options of *table* from *raw*; what is absent or wrong gets its default."""
    problems = [
        _problem(_unknown(str(name), table, noun), line)
        for name in raw
        if name not in {option.name for option in table}
    ]
    values: dict[str, Any] = {}
    listing_type = str(raw.get("type", "default"))
    for option in table:
        values[option.attribute] = option.default_for(listing_type)
        if option.name in raw:
            values[option.attribute], found = _value(option, raw[option.name], listing_type, line)
            problems += found
    return values, tuple(problems)


def _value(
    option: Option, value: object, listing_type: str, line: int | None
) -> tuple[object, tuple[Problem, ...]]:
    if option.table and isinstance(value, Mapping):
        values, problems = _read(option.table, value, line, f"option of {option.name!r}")
        return FeedOptions(**values), problems
    try:
        converted = option.kind.convert(value)
    except (UnfitError, RecursionError):  # YAML can say that a list contains itself.
        near = did_you_mean(value, option.kind.choices) if isinstance(value, str) else ""
        message = f"The listing option {option.name!r} is {option.kind.expected}, not "
        return option.default_for(listing_type), (
            _problem(f"{message}{shown(value)}.{near} Its default is used.", line),
        )
    if option.table:
        return FeedOptions() if converted else None, ()
    return converted, ()


def _unknown(name: str, table: tuple[Option, ...], noun: str) -> str:
    if table is OPTIONS and name in _LATER:
        return f"The listing option {name!r} of Quarto is not supported."
    return f"Unknown {noun} {name!r}.{did_you_mean(name, (option.name for option in table))}"


def _problem(message: str, line: int | None) -> Problem:
    return Problem(message, line, "listing")


def parse_directive_options(
    options: Mapping[str, str], body: str, line: int | None = None
) -> tuple[ListingOptions, tuple[Problem, ...]]:
    """Read the options and the content of a ``{wiki:listing}`` directive.

    :param options: YAML by option name; an empty value means ``true``.
    :param body: what to list: a YAML list, or one path or pattern a line.

    >>> parse_directive_options({"sort": "date desc, title", "sort-ui": ""}, "*.md")[0].sort
    (SortKey(field='date', descending=True), SortKey(field='title', descending=False))
    """
    raw: dict[str, object] = {}
    problems: list[Problem] = []
    texts = dict(options)
    if body.strip():
        texts["contents"] = body
    for name, text in texts.items():
        try:
            raw[name] = _yaml(text)
        except (yaml.YAMLError, ValueError) as error:
            reason = str(getattr(error, "problem", None) or error)
            message = f"The listing option {name!r} is no YAML ({reason}): {shown(text)}."
            problems.append(_problem(message, line))
    listing, found = parse_one(raw, "listing", line)
    return listing or ListingOptions(line=line), (*problems, *found)


# Patterns such as *.md and !drafts mean something else to YAML; nobody who
# writes a listing means an alias or a tag.
_PATTERN = re.compile(r"^(?P<dash>\s*-\s+)?(?P<pattern>[*!].*?)\s*$", re.M)


def _yaml(text: str) -> object:
    """Give the data of *text*, with patterns that need no quotes."""
    text = text.strip()
    if not text:
        return True
    if "\n" in text and not re.match(r"[-\[{]", text):
        return [stripped for each in text.splitlines() if (stripped := each.strip())]
    return load_yaml(_PATTERN.sub(_quoted, text))


def _quoted(match: re.Match[str]) -> str:
    pattern = match["pattern"].replace("'", "''")
    return f"{match['dash'] or ''}'{pattern}'"
