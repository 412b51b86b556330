"""What YAML may cost: a few lines of it can stand for a billion values, or end the process."""

from __future__ import annotations

import re
from typing import Any

import yaml

from sphinx_wiki.facts.yaml_faults import Fault

# libyaml builds nested values by recursion in C: past some depth it ends the
# process instead of raising, so such text never reaches it.
_DEEPEST = 100
_LONGEST = 1_000_000
LONGEST_DATA = 20_000_000
"""How many characters a file of data may have."""
# References to references multiply: twenty lines can stand for a billion values.
_MOST_VALUES = 100_000
TOO_LARGE = Fault(0, "found references that stand for too many values", "fewer")
_NESTED_ENTRIES = re.compile(rf"(?:[-?:][ \t]+){{{_DEEPEST}}}")


class TooManyValuesError(ValueError):
    """References stand for too many values, or for what they are in."""

    def __init__(self) -> None:
        super().__init__(f"{TOO_LARGE.found}; expected {TOO_LARGE.expected}")


def refused(source: str, longest: int = _LONGEST) -> Fault | None:
    """Give why *source* is not given to libyaml, if it is so.

    :param longest: how many characters there may be.
    """
    if len(source) > longest:
        return Fault(0, f"found {len(source):,} characters", "a few lines of 'key: value'")
    depth = 0
    for mark in re.finditer(r"[\[\]{}]", source):
        depth += 1 if mark[0] in "[{" else -1
        if depth > _DEEPEST:
            line = source.count("\n", 0, mark.start())
            return Fault(line, f"found more than {_DEEPEST} open brackets", "each to be closed")
    if nested := _NESTED_ENTRIES.search(source):
        line = source.count("\n", 0, nested.start())
        return Fault(line, "found a long row of '- '", "one '-' in front of each entry")
    return None


def check_size(source: str, root: yaml.Node | None) -> None:
    """Look for references in *root*, read from *source*, that stand for too much.

    :raises TooManyValuesError: where there are some.
    """
    if "*" in source and root is not None and _size(root, {}) > _MOST_VALUES:
        raise TooManyValuesError


def is_bounded(source: str) -> bool:
    """Say whether anybody may read *source*; what has other faults may be read, and is refused."""
    if refused(source):
        return False
    if "*" not in source:
        return True
    try:
        check_size(source, yaml.compose(source, yaml.SafeLoader))
    except TooManyValuesError:
        return False
    except (yaml.YAMLError, ValueError):
        pass
    return True


def load_yaml(source: str, longest: int = _LONGEST) -> Any:
    """Give what ``yaml.safe_load`` gives, where that is no more than a person writes.

    :param longest: how many characters there may be.
    :raises ValueError: where it is.
    :raises yaml.YAMLError: where *source* has a fault.
    """
    if fault := refused(source, longest):
        raise ValueError(f"{fault.found}; expected {fault.expected}")
    check_size(source, yaml.compose(source, yaml.SafeLoader) if "*" in source else None)
    return yaml.safe_load(source)


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """Count the values of *node*, those that it refers to as often as it does."""
    if id(node) not in known:
        # While it is being counted: what refers to itself has no end.
        known[id(node)] = _MOST_VALUES + 1
        entries = [] if isinstance(node, yaml.ScalarNode) else node.value
        parts = (part for entry in entries for part in _as_pair(entry))
        known[id(node)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(node)]


def _as_pair(entry: Any) -> tuple[yaml.Node, ...]:
    return entry if isinstance(entry, tuple) else (entry,)
