"""YAML that stands for more than a person writes is refused before anything grows from it."""

from __future__ import annotations

import pytest

from sphinx_wiki.facts.yaml_fast import read_mapping
from sphinx_wiki.facts.yaml_limits import is_bounded, load_yaml


def multiplied(first: str, entry: str) -> str:
    """Give twelve values, each of nine references to the one before: 9**12 of them."""
    return f"k0: &k0 {first}\n" + "".join(
        f"k{i}: &k{i} {entry.replace('*', ', '.join([f'*k{i - 1}'] * 9))}\n" for i in range(1, 13)
    )


TOO_MUCH = {
    "lists": multiplied("[x]", "[*]"),
    "merged": multiplied("{x: 1}", "{<<: [*]}"),
    "itself": "a: &a [*a]",
    "its_entry": "a: &a {b: [*a]}",
    "brackets": "a: " + "[" * 200,
}


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_stands_for_too_much_is_refused(source: str) -> None:
    assert not is_bounded(source)
    assert read_mapping(source) is None
    with pytest.raises(ValueError, match="expected"):
        load_yaml(source)


@pytest.mark.parametrize("source", ["a: [1, 2]", "a: &a [1]\nb: [*a, *a]", "a: 2*3", "a: [", ""])
def test_what_a_person_writes_may_be_read(source: str) -> None:
    assert is_bounded(source)


def test_references_are_followed() -> None:
    assert load_yaml("a: &a [1]\nb: *a") == {"a": [1], "b": [1]}
