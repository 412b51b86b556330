"""What notes take over from ``_quarto.yml`` and ``_metadata.yml``, by Quarto's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sphinx_wiki.facts.frontmatter import Head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.values import as_json
from sphinx_wiki.facts.yaml_block import read_block

_OF_PROJECTS = frozenset(
    (
        "aliases", "book", "brand", "css", "description", "editor", "filters", "format",
        "format-links", "image", "include-after-body", "include-before-body", "include-in-header",
        "lang", "listing", "manuscript", "metadata-files", "preview", "profile", "project",
        "subtitle", "theme", "title", "website",
    )
)  # fmt: skip
"""Keys of ``_quarto.yml`` that are about the site, or would make all notes one.

The language is that of the site, where ``conf.py`` has the last word.
"""
_FORMATS = ("html", "html5", "website")


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file says for all notes of its folder."""

    data: Mapping[str, Any]
    written: Mapping[str, Any]
    """As in :class:`~sphinx_wiki.facts.frontmatter.Head`."""
    problems: tuple[Problem, ...] = ()


def read_layer(text: str, *, project: bool = False) -> Layer:
    """Read the file *text*; a key with a wrong value is reported here, and not for every note.

    :param project: whether it is ``_quarto.yml``, of which only some keys are about notes.

    >>> layer = read_layer("categories: [a]\\norder: first")
    >>> dict(layer.data), layer.problems[0].line
    ({'categories': ['a']}, 2)
    """
    block = read_block(text)
    data = flat(block.data)
    kept = {key: value for key, value in data.items() if not (project and key in _OF_PROJECTS)}
    own = data.get("project") if project else None
    if isinstance(own, Mapping) and "execute-dir" in own:
        kept["execute-dir"] = own["execute-dir"]
    head = Head(kept, block.lines, 1, (), block.written)
    _meta, problems = parse_meta(head)
    wrong = {problem.line for problem in problems}
    good = {key: value for key, value in kept.items() if block.lines.get(key, -1) not in wrong}
    written = {key: value for key, value in block.written.items() if key in good}
    return Layer(good, written, (*block.problems, *problems))


def flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give *data* with what it says under ``format: html`` as if said for the note.

    >>> flat({"toc": False, "format": {"html": {"toc": True}}})["toc"]
    True
    """
    found, formats = dict(data), data.get("format")
    if isinstance(formats, Mapping):
        for name in _FORMATS:
            own = formats.get(name)
            if isinstance(own, Mapping):
                found.update({str(key): value for key, value in own.items()})
    return found


def merged(below: Any, above: Any) -> Any:
    """Give *above* laid over *below*: mappings by key, lists joined without repetition.

    Beside a list a single value is a list of one, as in Quarto's ``mergeConfigs``.

    >>> merged({"a": [1, 2], "b": {"c": 1}}, {"a": 2, "b": {"d": 2}})
    {'a': [1, 2], 'b': {'c': 1, 'd': 2}}
    """
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        return {**below, **{key: merged(below.get(key), value) for key, value in above.items()}}
    if isinstance(below, list) or isinstance(above, list):
        if not below or not above:
            return above or below
        both = [*_as_list(below), *_as_list(above)]
        return [value for place, value in enumerate(both) if value not in both[:place]]
    return below if above is None else above


def inherit(head: Head, layers: Iterable[Layer]) -> Head:
    """Give *head* laid over *layers*, the outermost first."""
    data: dict[str, Any] = {}
    written: dict[str, Any] = {}
    for layer in (*layers, Layer(flat(head.data), head.written)):
        for key, value in layer.data.items():
            before = data.get(key)
            data[key] = merged(before, value)
            if isinstance(data[key], list) and before is not None and value is not None:
                one, two = written.pop(key, None), layer.written.get(key)
                if one is not None or two is not None:
                    written[key] = merged(one or before, two or value)
            elif key in layer.written:
                written[key] = layer.written[key]
            elif value is not None:
                written.pop(key, None)
    lines = dict.fromkeys(flat(head.data), head.lines.get("format", 1)) if head.lines else {}
    return replace(head, data=data, written=written, lines={**lines, **head.lines})


def digestible(layers: Iterable[Layer]) -> Any:
    """Give what *layers* say as values of JSON, to tell whether they changed."""
    return [[as_json(dict(layer.data)), as_json(dict(layer.written))] for layer in layers]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
