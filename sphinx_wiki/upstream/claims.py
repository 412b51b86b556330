"""Names with all who claim them, for ``owners``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

_VIRTUAL = ("genindex", "py-modindex", "search")
"""Pages without a document, whose labels every document may claim."""


class Names(dict[Any, Any]):
    """A mapping of names to tuples that begin with the owner, which knows others who claim them.

    :param known: what the domain has so far.
    :param claims: by name, where there are several, what each document says of it.
    :param first: whether a name belongs to the first of those who claim it.
    """

    def __init__(
        self,
        known: Mapping[Any, Any],
        claims: Mapping[Any, dict[str, Any]] | None = None,
        *,
        first: bool = False,
    ) -> None:
        super().__init__(known)
        self.claims = dict(claims or {})
        self.first = first

    def __reduce__(self) -> tuple[Any, ...]:
        """Give what makes it again."""
        return _again, (dict(self), self.claims, self.first)

    def __setitem__(self, name: Any, value: Any) -> None:
        """Let the document of *value* own *name*, and remember who did before."""
        self.claim(name, value)
        super().__setitem__(name, value)

    def __delitem__(self, name: Any) -> None:
        """Take *name* from its owner: it goes to another who claims it."""
        if name in self.claims:
            self._drop(name, self[name][0])
        else:
            super().__delitem__(name)

    def claim(self, name: Any, value: Any) -> None:
        """Remember what the document of *value* says of *name*."""
        was = self.get(name)
        if was is None:
            super().__setitem__(name, value)
        elif name in self.claims or was[0] != value[0]:
            self.claims.setdefault(name, {was[0]: was})[value[0]] = value

    def drop(self, docnames: Collection[str]) -> None:
        """Forget what *docnames* claim, where others do."""
        for name in list(self.claims):
            for docname in self.claims[name].keys() & docnames:
                self._drop(name, docname)

    def forget(self, docnames: Collection[str]) -> None:
        """Forget what *docnames* claim."""
        self.drop(docnames)
        for name in [name for name, value in self.items() if value[0] in docnames]:
            super().__delitem__(name)

    def _drop(self, name: Any, docname: str) -> None:
        claims = self.claims.get(name, {})
        claims.pop(docname, None)
        if claims:
            self.settle(name)
        else:
            super().__delitem__(name)

    def settle(self, name: Any) -> None:
        """Give *name* to the document that has it after a clean build."""
        claims = self.claims[name]
        super().__setitem__(name, claims[self.owners(name)[0 if self.first else -1]])
        if len(claims) == 1:
            del self.claims[name]

    def owners(self, name: Any) -> list[str]:
        """Give those who claim *name*, in the order of a clean build."""
        if name not in self.claims:
            return [self[name][0]] if name in self else []
        return sorted(self.claims[name], key=lambda docname: (docname not in _VIRTUAL, docname))


def _again(known: dict[Any, Any], claims: dict[Any, dict[str, Any]], first: bool) -> Names:
    return Names(known, claims, first=first)
