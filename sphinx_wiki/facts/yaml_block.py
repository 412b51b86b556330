"""Reading a block of YAML that a person wrote: its keys, their lines, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

import yaml

from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.yaml_faults import Fault, explain
from sphinx_wiki.facts.yaml_limits import TOO_LARGE, TooManyValuesError, check_size, refused

_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_KEY = re.compile(r"""(?P<key>"[^"\n]+"|'[^'\n]+'|[^\s#\-\[{"'][^:\n]*|-[^\s:][^:\n]*):(?=\s|$)""")
_FLOAT = (
    r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_TIMESTAMP = (
    r"\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?"
    r"(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?"
)
_TAG = "tag:yaml.org,2002:"


class Block(NamedTuple):
    """What a block of YAML declares."""

    data: dict[str, Any]
    lines: dict[str, int]
    """The line of each top-level key, counted from 1 in the file."""
    written: dict[str, Any]
    """Numbers and booleans as the author spelled them, by top-level key."""
    problems: tuple[Problem, ...]


class _Loader(_Base):  # type: ignore[valid-type, misc]
    """YAML as Quarto and Obsidian read it: ``no`` is a word, ``12:30`` and ``010`` no numbers."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_date(self, node: yaml.ScalarNode) -> object:
        """Give a date, or the author's text where the calendar has no such day."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor(_TAG + "timestamp", _Loader.construct_date)
for _kind, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", _FLOAT, "-+.0123456789"),
    ("timestamp", _TIMESTAMP, "0123456789"),
    ("merge", r"<<", "<"),
):
    # The empty string stands for an empty value.
    _starts = [*_first, ""] if _kind == "null" else list(_first)
    _Loader.add_implicit_resolver(_TAG + _kind, re.compile(rf"^(?:{_pattern})$"), _starts)


def read_block(source: str, first_line: int = 1) -> Block:
    """Read *source* as a mapping; never raises.

    A block with a fault gives one problem, and the keys that can be read
    without it. A key that stands twice gives a problem, and its last value.

    :param first_line: the line of the file at which *source* begins.

    >>> block = read_block("title: LoRA\\norder: 1.10", first_line=2)
    >>> block.data, block.lines, block.written
    ({'title': 'LoRA', 'order': 1.1}, {'title': 2, 'order': 3}, {'order': '1.10'})
    """
    if fault := refused(source):
        return Block({}, {}, {}, (_problem(fault, first_line),))
    try:
        return _load(source, first_line)
    except Exception as error:  # PyYAML also raises plain errors on odd values.
        return _salvage(source, first_line, error)


def _load(source: str, first_line: int) -> Block:
    """Read a block without faults.

    :raises Exception: whatever PyYAML raises on a fault.
    """
    loader = _Loader(source)
    try:
        root = loader.get_single_node()
        if root is None:
            return Block({}, {}, {}, ())
        if not isinstance(root, yaml.MappingNode):
            return _no_mapping(root, source, first_line)
        check_size(source, root)
        repeated = tuple(_repeated(root, first_line))
        own = {node.value: node for node, _ in root.value if isinstance(node, yaml.ScalarNode)}
        if any(node.tag == _TAG + "merge" for node in own.values()):
            loader.flatten_mapping(root)
        block = Block({}, {}, {}, repeated)
        for key_node, node in root.value:
            _add(block, loader, key_node, node)
            start = own.get(key_node.value, key_node).start_mark
            block.lines[str(key_node.value)] = first_line + start.line
        return block
    finally:
        loader.dispose()


def _add(block: Block, loader: Any, key_node: yaml.Node, node: yaml.Node) -> None:
    if not isinstance(key_node, yaml.ScalarNode):
        raise yaml.constructor.ConstructorError(None, None, "no name", key_node.start_mark)
    key = str(key_node.value)
    block.data[key] = loader.construct_object(node, deep=True)
    block.written.pop(key, None)
    if (written := _written(node)) is not None:
        block.written[key] = written


_RESPELLED = frozenset(_TAG + kind for kind in ("int", "float", "bool"))


def _written(node: yaml.Node) -> Any:
    """Give a number or boolean, or a list that holds some, in the author's spelling."""
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.tag in _RESPELLED else None
    flat = isinstance(node, yaml.SequenceNode) and all(
        isinstance(entry, yaml.ScalarNode) for entry in node.value
    )
    if not flat or not any(entry.tag in _RESPELLED for entry in node.value):
        return None
    return [None if entry.tag == _TAG + "null" else entry.value for entry in node.value]


def _no_mapping(root: yaml.Node, source: str, first_line: int) -> Block:
    line = root.start_mark.line
    if isinstance(root, yaml.SequenceNode):
        fault = Fault(line, "found a list", "lines of the form 'key: value'")
    elif str(root.value).strip():
        fault = explain(source.split("\n")[line], ValueError()).moved(line)
    else:
        return Block({}, {}, {}, ())
    return Block({}, {}, {}, (_problem(fault, first_line),))


def _repeated(node: yaml.Node, first_line: int) -> Iterator[Problem]:
    """Give a problem for each key that stands twice in one mapping, at any depth."""
    pending = [node]
    visited = set()
    while pending:
        node = pending.pop()
        if id(node) in visited or isinstance(node, yaml.ScalarNode):
            continue
        visited.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            pending.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            pending.extend(value for _, value in node.value)
            yield from _repeated_here(node, first_line)


def _repeated_here(node: yaml.MappingNode, first_line: int) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        line = first_line + key.start_mark.line
        name = str(key.value)
        if name in lines and isinstance(key, yaml.ScalarNode) and name != "<<":
            yield Problem(
                f"Found the key {name!r} twice, in lines {lines[name]} and {line}; "
                "expected it once. The last one counts.",
                line,
            )
        lines[name] = line


def _salvage(source: str, first_line: int, error: Exception) -> Block:
    """Read each top-level key on its own, so that a fault costs only the key it is in."""
    saved = Block({}, {}, {}, ())
    fault = TOO_LARGE if isinstance(error, TooManyValuesError) else None
    for start, chunk in _chunks(source):
        try:
            part = _load(chunk, first_line + start)
            if part.problems and not part.data:
                raise ValueError("no key")
        except Exception as wrong:
            fault = fault or explain(chunk, wrong).moved(start)
            part = _as_written(chunk, first_line + start)
        _update(saved, part)
    fault = fault or explain(source, error)
    return saved._replace(problems=(_problem(fault, first_line),))


def _update(saved: Block, part: Block) -> None:
    for into, what in zip(saved[:3], part[:3], strict=True):
        into.update(what)


def _chunks(source: str) -> Iterator[tuple[int, str]]:
    """Give the lines of each top-level key, with the index of the first of them."""
    start, held = 0, list[str]()
    for index, line in enumerate(source.split("\n")):
        if _KEY.match(line) and any(not _blank(old) for old in held):
            yield start, "\n".join(held)
            start, held = index, []
        held.append(line)
    if any(not _blank(line) for line in held):
        yield start, "\n".join(held)


def _blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _as_written(chunk: str, line: int) -> Block:
    """Take a value on one line as text: ``title: Notes: part one`` says what it means."""
    kept = [(index, text) for index, text in enumerate(chunk.split("\n")) if not _blank(text)]
    if len(kept) != 1 or not (match := _KEY.match(kept[0][1])):
        return Block({}, {}, {}, ())
    value = kept[0][1][match.end() :].strip()
    if not value or value[0] in "[{\"'|>&*!" or "\0" in value:
        return Block({}, {}, {}, ())
    key = match["key"].strip().strip("\"'")
    return Block({key: value}, {key: line + kept[0][0]}, {}, ())


def _problem(fault: Fault, first_line: int) -> Problem:
    message = f"The front matter cannot be read: {fault.found}; expected {fault.expected}."
    return Problem(message, first_line + fault.line)
