"""Mappings that libyaml reads are those that PyYAML reads."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.yaml_fast import read_mapping

# What YAML has signs and values for, and what the two are known to read differently.
_WORDS = """
a k: title: - [ ] { } , : ' " | > |2 >- # & &x *x ! !!str % @ ` ? = \\ \\n \\x41 --- ...
1 1.5 1e3 010 0x1F 0b1 1_000 12:30 2020-01-01 2020-13-45 yes no null ~ .inf <<: é 😀
"""
_BREAKS = (" ", "\n", "\n  ", "\t", "\r", "\x85", "\u2028", "\ufeff", "\x07", ": ", "- ")
PARTS = (*_WORDS.split(), *_BREAKS)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join), st.booleans())
def test_what_is_read_is_what_pyyaml_reads(source: str, keyed: bool) -> None:
    source = f"k: {source}" if keyed else source
    found = read_mapping(source)
    if found is not None:
        assert repr(found) == repr(yaml.safe_load(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: 1\nb: [yes, 010, 12:30]", {"a": 1, "b": [True, 8, 750]}),
        ("a:\tb", None),
        ("a: !", None),
        ("a: |#", None),
        ("- a", None),
        ("a: [", None),
        ("a: !!python/name:os.system x", None),
        ("a: " + "[" * 5000, None),
    ],
)
def test_only_plain_mappings_are_read(source: str, expected: object) -> None:
    assert read_mapping(source) == expected
