"""What changed of a wiki that was settled, so that no more than that is stored anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx_wiki.settled import Settled


@dataclass(frozen=True)
class Change:
    """What to put into a mapping, and what to take out of it."""

    put: Mapping[Any, Any]
    gone: frozenset[Any]

    def __len__(self) -> int:
        """Give how many values it is about."""
        return len(self.put) + len(self.gone)

    def then(self, later: Change) -> Change:
        """Give this change and another after it as one."""
        put = {key: value for key, value in self.put.items() if key not in later.gone}
        return Change({**put, **later.put}, self.gone - later.put.keys() | later.gone)

    def of(self, mapping: Mapping[Any, Any]) -> dict[Any, Any]:
        """Give *mapping* with the change."""
        kept = {key: value for key, value in mapping.items() if key not in self.gone}
        return {**kept, **self.put}


def differences(last: Settled, now: Settled) -> dict[str, Change] | None:
    """Give what changed, by the name of the mapping; nothing if more changed than mappings."""
    before, after = _parts(last), _parts(now)
    found: dict[str, Change] = {}
    for name, value in after.items():
        was = before[name]
        if value is was:
            continue
        if isinstance(value, Mapping):
            if change := _between(was, value):
                found[name] = change
        elif value != was:
            return None
    return found


def changed(settled: Settled, changes: Mapping[str, Change]) -> Settled:
    """Give *settled* with *changes*."""
    parts = _parts(settled)
    own: dict[str, Any] = {name: change.of(parts[name]) for name, change in changes.items()}
    wiki = {each.name: own.pop(each.name) for each in fields(settled.wiki) if each.name in own}
    return settled._replace(wiki=replace(settled.wiki, **wiki) if wiki else settled.wiki, **own)


def _parts(settled: Settled) -> dict[str, Any]:
    parts = settled._asdict()
    wiki = parts.pop("wiki")
    return {**parts, **{each.name: getattr(wiki, each.name) for each in fields(wiki)}}


def _between(was: Mapping[Any, Any], now: Mapping[Any, Any]) -> Change:
    nothing = object()
    put = {}
    for key, value in now.items():
        before = was.get(key, nothing)
        if value is not before and value != before:
            put[key] = value
    return Change(put, frozenset(was.keys() - now.keys()))
