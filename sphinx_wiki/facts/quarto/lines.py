"""The lines of nested keys in YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml


def key_lines(source: str) -> Mapping[str, int]:
    """Give the line of every key by its dotted name, counted from 1; of text with faults, none.

    >>> key_lines("a:\\n  b: 1")
    {'a': 1, 'a.b': 2}
    """
    try:
        root = yaml.compose(source, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return dict(_lines(root, "", 0))


def _lines(node: yaml.Node | None, before: str, depth: int) -> Iterator[tuple[str, int]]:
    # What is deeper is no setting, and may refer to itself.
    if not isinstance(node, yaml.MappingNode) or depth > 6:  # noqa: PLR2004
        return
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            name = f"{before}{key.value}"
            yield name, key.start_mark.line + 1
            yield from _lines(value, f"{name}.", depth + 1)
