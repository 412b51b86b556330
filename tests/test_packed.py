"""A packed mapping is the dict that it stands for, whatever anyone does with it."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from sphinx_wiki.packed import Packed, Wrapped

WHOLE = {"a": ["one"], "b": ["two", "three"], "c": []}


def _packed(values: Any = WHOLE, *, frozen: bool = False) -> Packed[Any]:
    """Give a mapping of which nothing is loaded."""
    return _again(Packed(copy.deepcopy(values), frozen=frozen))


def _again(packed: Packed[Any]) -> Packed[Any]:
    found = pickle.loads(pickle.dumps(packed))
    assert isinstance(found, Packed)
    return found


def _loaded(packed: Packed[Any]) -> set[str]:
    return {key for key, value in dict.items(packed) if type(value) is not bytes}


def _updated(mapping: dict[str, Any], values: Any) -> dict[str, Any]:
    mapping.update(values)
    return dict(mapping)


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(dict, id="dict"),
        pytest.param(lambda m: {**m}, id="stars"),
        pytest.param(lambda m: {"z": []} | m, id="or-right"),
        pytest.param(lambda m: dict(m | {"z": []}), id="or"),
        pytest.param(lambda m: _updated({"z": []}, m), id="update"),
        pytest.param(json.dumps, id="json"),
        pytest.param(lambda m: list(m.items()), id="items"),
        pytest.param(lambda m: list(m.values()), id="values"),
        pytest.param(lambda m: list(m.keys()), id="keys"),
        pytest.param(lambda m: list(reversed(m)), id="reversed"),
        pytest.param(lambda m: (["two", "three"] in m.values(), len(m), "b" in m), id="in"),
        pytest.param(lambda m: (m["a"], m.get("a"), m.get("z"), m.get("z", b"0")), id="get"),
        pytest.param(lambda m: (m.pop("a"), m.pop("z", 3), dict(m)), id="pop"),
        pytest.param(lambda m: (m.popitem(), dict(m)), id="popitem"),
        pytest.param(lambda m: (m.setdefault("a", 1), m.setdefault("z", 2), dict(m)), id="default"),
        pytest.param(lambda m: (m == WHOLE, m != WHOLE, WHOLE == m, m == {}), id="equal"),  # noqa: SIM300
        pytest.param(repr, id="repr"),
        pytest.param(lambda m: dict(m.copy()), id="copy"),
        pytest.param(lambda m: dict(copy.copy(m)), id="copy.copy"),
        pytest.param(lambda m: dict(copy.deepcopy(m)), id="deepcopy"),
        pytest.param(lambda m: (m.clear(), dict(m)), id="clear"),
        pytest.param(lambda m: _updated(m, {"a": 5}), id="set"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("frozen", [False, True])
def test_it_is_the_dict_that_it_stands_for(look: Callable[[Any], Any], *, frozen: bool) -> None:
    assert look(_packed(frozen=frozen)) == look(copy.deepcopy(WHOLE))


@pytest.mark.parametrize("missing", ["z", ""])
def test_a_key_that_is_not_there_is_an_error(missing: str) -> None:
    with pytest.raises(KeyError, match=f"'{missing}'"):
        _packed()[missing]
    with pytest.raises(KeyError, match=f"'{missing}'"):
        _packed().pop(missing)


def test_only_what_is_asked_for_is_loaded() -> None:
    packed = _packed(frozen=True)
    assert packed["b"] and len(packed) == 3 and "c" in packed and list(packed) == ["a", "b", "c"]
    assert _loaded(packed) == {"b"}
    assert _loaded(packed | {"d": []}) == {"b", "d"}
    other = Packed[Any]({}, frozen=False)
    other.take("a", packed)
    assert not _loaded(other) and other == {"a": ["one"]}


def test_a_copy_of_what_can_change_has_the_same_values() -> None:
    packed = _packed()
    assert packed.copy()["a"] is packed["a"]
    assert (packed | {})["b"] is packed["b"]


def test_what_is_changed_in_place_is_stored() -> None:
    packed = _packed()
    packed["a"].append("more")
    assert _again(packed) == {**WHOLE, "a": ["one", "more"]}


class Counted:
    """A value that knows how often it was pickled."""

    def __init__(self) -> None:
        self.pickled = 0

    def __getstate__(self) -> dict[str, int]:
        self.pickled += 1
        return {"pickled": 0}


@pytest.mark.parametrize(("frozen", "times"), [(True, 0), (False, 2)])
def test_only_frozen_values_are_stored_as_the_bytes_they_were(*, frozen: bool, times: int) -> None:
    packed = _packed({"a": Counted()}, frozen=frozen)
    value = packed["a"]
    _again(packed)
    _again(packed)
    assert value.pickled == times


def test_a_frozen_value_put_in_the_place_of_another_is_stored() -> None:
    packed = _packed(frozen=True)
    assert packed["a"] == ["one"]
    packed["a"] = ["new"]
    assert _again(packed) == {**WHOLE, "a": ["new"]}
    assert _again(packed | {"b": ["newer"]})["b"] == ["newer"]


def test_a_wrapped_value_is_stored_as_the_bytes_it_was() -> None:
    stored = pickle.dumps(Wrapped(Counted()))
    wrapped = pickle.loads(stored)
    assert pickle.dumps(wrapped) == stored
    value = wrapped.get()
    assert pickle.dumps(wrapped) == stored and wrapped.get() is value
    assert value.pickled == 0
