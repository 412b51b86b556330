"""Objects of other domains, such as terms, options and functions, which pages may refer to.

Sphinx writes a page again when its own note was read, not when what it refers to has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_wiki.bibliography import cited_as
from sphinx_wiki.facts.crossrefs import EQUATION
from sphinx_wiki.facts.tails import tail
from sphinx_wiki.figures.numbers import equation_number

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.facts.resolved import Resolved


class Objects:
    """All objects, when they are first asked for."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._asked: Mapping[str, tuple[str, ...]] = env.domaindata["wiki"]["outer"]

    def meant_by(self, docname: str, links: Iterable[Resolved]) -> list[object]:
        """Give every object that a reference in a note may mean.

        :param links: those of the note; what no note or label answers to may be an object.
        """
        names = {tail(each.link.target) for each in links if each.state == "other"}
        names.update(self._asked.get(docname, ()))
        return [(name, self._found[name]) for name in sorted(names) if name in self._found]

    @cached_property
    def _found(self) -> Mapping[str, list[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for domain in self._env.domains.sorted():
            if domain.name != "wiki":
                for name, shown, kind, docname, anchor, _priority in domain.get_objects():
                    each = (domain.name, name, str(shown), kind, docname, anchor)
                    found.setdefault(tail(name), []).append(each)
        # Of formulas the domain gives none.
        for docname, labels in self._env.domaindata["wiki"]["labels"].items():
            for name, label in labels.items():
                if label.kind == EQUATION:
                    number = equation_number(self._env, docname, label.anchor, label.number)
                    found.setdefault(tail(name), []).append((name, number, docname))
        for name, (docname, anchor, _line) in self._env.domains.citation_domain.citations.items():
            found.setdefault(tail(name), []).append((name, docname, anchor))
        for name, entry in cited_as(self._env).items():
            found.setdefault(tail(name), []).append((name, *entry))
        return {name: sorted(each) for name, each in found.items()}
