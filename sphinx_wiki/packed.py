"""Values, alone or in mappings, that are each unpickled when they are first asked for.

Most of an environment is of notes that a build neither reads nor writes. Loading and
storing that then costs no more than copying its bytes.
"""

from __future__ import annotations

import pickle
from collections.abc import ItemsView, Mapping, ValuesView
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

_NOTHING: Any = object()


class Packed(dict[str, Value], Generic[Value]):
    """A dict, by all that it does, whose values are not loaded before they are asked for.

    What lies in the dict below is the bytes of a value, or the value; no value is bytes.
    Values share nothing with one another, nor with what is stored beside them.

    :param values: what it holds at first.
    :param frozen: whether values never change: then one that was loaded is stored as the
        bytes it was, and else pickled again, as anybody may have changed it.
    """

    __slots__ = ("_bytes", "_frozen")

    def __init__(self, values: Mapping[str, Value], *, frozen: bool) -> None:
        super().__init__(_below(values))
        self._frozen = frozen
        self._bytes: dict[str, tuple[Value, bytes]] = {}
        """Of frozen values that were loaded or stored, themselves with their bytes."""

    def __getitem__(self, key: str) -> Value:
        """Give a value, loaded by now."""
        value: Any = super().__getitem__(key)
        return self._load(key, value) if type(value) is bytes else value

    def _load(self, key: str, data: bytes) -> Value:
        # It is a part of the environment, which was unpickled before.
        value: Value = pickle.loads(data)
        dict.__setitem__(self, key, value)
        if self._frozen:
            self._bytes[key] = value, data
        return value

    # The iterator, by being ours, has dict() and ** ask for values as well.
    def __iter__(self) -> Any:
        """Iterate over the keys."""
        return super().__iter__()

    def get(self, key: str, default: Any = None) -> Any:
        """Give a value, or *default*."""
        value: Any = super().get(key, default)
        return self._load(key, value) if type(value) is bytes and key in self else value

    def items(self) -> ItemsView[str, Value]:  # type: ignore[override]
        """Give all keys with their values."""
        return ItemsView(self)

    def values(self) -> ValuesView[Value]:  # type: ignore[override]
        """Give all values."""
        return ValuesView(self)

    def pop(self, key: str, default: Any = _NOTHING) -> Any:
        """Take a value out, or give *default*."""
        if key not in self and default is not _NOTHING:
            return default
        value = self[key]
        del self[key]
        return value

    def popitem(self) -> tuple[str, Value]:
        """Take the last value out."""
        key = next(reversed(self))
        return key, self.pop(key)

    def setdefault(self, key: str, default: Any = None) -> Any:
        """Give a value, *default* from now on if there was none."""
        if key not in self:
            self[key] = default
        return self[key]

    def copy(self) -> dict[str, Value]:
        """Give another with the same values, loaded by now if they can change."""
        if not self._frozen:
            return dict(self)
        found = Packed(self, frozen=True)
        found._bytes = dict(self._bytes)
        return found

    __copy__ = copy

    def __or__(self, other: Any) -> Any:
        """Give another with what is in *other*, too; no frozen value is loaded for it."""
        if not isinstance(other, dict):
            return NotImplemented
        found = self.copy()
        found.update(_below(other) if isinstance(found, Packed) else other)
        return found

    def __ror__(self, other: Any) -> Any:
        """Give a copy of *other* with what is here, too."""
        return dict(other) | dict(self) if isinstance(other, dict) else NotImplemented

    def __eq__(self, other: object) -> bool:
        """Tell whether *other* has the same keys and values."""
        return dict(self) == (dict(other) if isinstance(other, Packed) else other)

    def __ne__(self, other: object) -> bool:
        """Tell whether it has not."""
        return not self == other

    __hash__ = None

    def __repr__(self) -> str:
        """Show it as the dict that it stands for."""
        return repr(dict(self))

    def take(self, key: str, other: Mapping[str, Value]) -> None:
        """Put in what *other* has for *key*, which is not loaded for it."""
        self[key] = dict.__getitem__(other, key) if isinstance(other, Packed) else other[key]

    def __reduce__(self) -> tuple[Any, ...]:
        """Give what makes it again, each value as bytes."""
        return _restored, (
            {key: self._pack(key, value) for key, value in dict.items(self)},
            self._frozen,
        )

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Give the same."""
        return self.__reduce__()

    def _pack(self, key: str, value: Any) -> bytes:
        if type(value) is bytes:
            return value
        known = self._bytes.get(key)
        if known is not None and known[0] is value:
            return known[1]
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        if self._frozen:
            self._bytes[key] = value, data
        return data


class Wrapped(Generic[Value]):
    """A value that never changes, stored as bytes and loaded when it is first asked for."""

    __slots__ = ("_data", "_value")

    def __init__(self, value: Value, data: bytes = b"") -> None:
        self._value = value
        self._data = data

    def get(self) -> Value:
        """Give it."""
        if self._value is _NOTHING:
            # It is a part of the environment, which was unpickled before.
            self._value = pickle.loads(self._data)
        return self._value

    def __reduce__(self) -> tuple[Any, ...]:
        """Give what makes it again."""
        if not self._data:
            self._data = pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)
        return _wrapped, (self._data,)


def _wrapped(data: bytes) -> Wrapped[Any]:
    return Wrapped(_NOTHING, data)


def _below(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Give what lies in *values*, bytes where it does."""
    return dict(dict.items(values)) if isinstance(values, Packed) else values


def _restored(values: Mapping[str, Any], frozen: bool) -> Packed[Any]:
    return Packed(values, frozen=frozen)
