"""Names that several notes claim, such as a label: each belongs to one, whatever was read last.

Sphinx's domains keep one owner for a name, the document read last (of options of programs,
the first). A clean build reads in the order of names. After an edit the owner is the document
that was edited, with several processes it is that of the process which ended last, and a name
whose owner goes is lost though another document claims it. To be proposed to Sphinx: to keep
all claims, as here. Can go with the version that does. Each store is looked at before it is
taken over, so that one of another form stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from functools import wraps
from typing import TYPE_CHECKING, Any

import sphinx
from docutils import nodes
from sphinx.locale import __
from sphinx.util import logging

from sphinx_wiki.upstream.claims import Names

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_STORES = (
    ("std", "labels"), ("std", "anonlabels"), ("std", "objects"), ("std", "terms"),
    ("std", "progoptions"), ("math", "objects"), ("citation", "citations"),
    ("py", "objects"), ("py", "modules"), ("js", "objects"), ("js", "modules"), ("rst", "objects"),
)  # fmt: skip
"""Domains and their mappings of names to tuples that begin with a document."""

_FIRST = ("std", "progoptions")
"""The store in which a name belongs to the first document, not to the last."""


class Owners:
    """Gives names that several notes claim to the one that a clean build gives them to."""

    def __init__(self) -> None:
        self._parts: dict[str, int] = {}
        """For notes that other processes read, the number of the process."""

    def register(self, app: Sphinx) -> None:
        """Have it done in every build of *app*."""
        app.connect("builder-inited", self.take_over)
        # 900: when every extension has said which notes are read.
        app.connect("env-before-read-docs", self.forget, priority=900)
        app.connect("env-purge-doc", self.purge)
        app.connect("env-merge-info", self.merge)
        # 90: before anything asks for names, and before what was said of notes is kept (100).
        app.connect("env-updated", self.settle, priority=90)

    def take_over(self, app: Sphinx) -> None:
        """Have the stores of all domains remember claims."""
        for domain, store in _STORES:
            data = app.env.domaindata.get(domain)
            known = {} if data is None else data.setdefault(store, {})
            if data is not None and type(known) is dict and all(map(_is_owned, known.values())):
                data[store] = Names(known, first=(domain, store) == _FIRST)
        standard: Any = app.env.domains.standard_domain
        # An environment can outlive its application.
        if "add_program_option" not in vars(standard):
            standard.add_program_option = _adding(standard)

    def forget(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Forget what notes claim that are read again, each before all: it may be another's now."""
        del app
        self._parts.clear()
        if len(docnames) > 1:
            again = frozenset(docnames)
            for _place, names in _stores(env):
                names.forget(again)

    def purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget what one note claims; what nobody else does is left to its domain."""
        del app
        for _place, names in _stores(env):
            names.drop([docname])

    def merge(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Take from another process what it found that *docnames* claim."""
        del app
        self._parts |= dict.fromkeys(docnames, len(self._parts))
        theirs = dict(_stores(other))
        for place, names in _stores(env):
            for name, claims in theirs[place].claims.items():
                for docname in claims.keys() & docnames:
                    names.claim(name, claims[docname])

    def settle(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Give each name to its owner, and say which ones others claim where nobody could."""
        del app
        for _place, names in _stores(env):
            for name in list(names.claims):
                names.settle(name)
        if self._parts:
            self._warn(env)

    def _warn(self, env: BuildEnvironment) -> None:
        """Say, as Sphinx does, which names notes claim that different processes read."""
        data = env.domaindata
        labels, all_labels = data["std"]["labels"], data["std"]["anonlabels"]
        for name in sorted(all_labels.claims):
            for one, two in self._rivals(labels.owners(name), all_labels.owners(name)):
                place = _node(env, two, all_labels.claims[name][two][1])
                text = __("duplicate label %s, other instance in %s")
                logger.warning(text, name, env.doc2path(one), location=place)
        for kind, name in sorted(data["std"]["objects"].claims):
            found = data["std"]["objects"].owners((kind, name))
            for one, two in self._rivals(found, found):
                place = _node(env, two, data["std"]["objects"].claims[kind, name][two][1])
                text = __("duplicate %s description of %s, other instance in %s")
                logger.warning(text, kind, name, one, location=place)
        # Before Sphinx 9 this warning is of no kind.
        new = sphinx.version_info >= (9,)
        kind_of_equation: dict[str, Any] = {"type": "ref", "subtype": "equation"} if new else {}
        for name in sorted(data["math"]["objects"].claims):
            found = data["math"]["objects"].owners(name)
            for one, two in self._rivals(found, found):
                place = _node(env, two, nodes.make_id(f"equation-{name}"))
                text = __("duplicate label of equation %s, other instance in %s")
                logger.warning(text, name, one, location=place, **kind_of_equation)

    def _rivals(self, owners: list[str], claiming: list[str]) -> Iterator[tuple[str, str]]:
        """Give for each that claims a name the last before it, if different processes read them."""
        for two in claiming:
            before = [each for each in owners if each < two]
            parts = [self._parts.get(each) for each in (*before[-1:], two)]
            if before and None not in parts and parts[0] != parts[1]:
                yield before[-1], two


def _is_owned(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], str)


def _stores(env: BuildEnvironment) -> Iterator[tuple[tuple[str, str], Names]]:
    for domain, store in _STORES:
        names = env.domaindata.get(domain, {}).get(store)
        if isinstance(names, Names):
            yield (domain, store), names


def _adding(standard: Any) -> Callable[[str | None, str, str, str], None]:
    """Give the domain's way to add an option of a program, which keeps what comes later, too."""
    ordinary = standard.add_program_option

    @wraps(ordinary)
    def add_program_option(program: str | None, name: str, docname: str, labelid: str) -> None:
        ordinary(program, name, docname, labelid)
        names = standard.data.get("progoptions")
        if isinstance(names, Names) and names[program, name][0] != docname:
            names.claim((program, name), (docname, labelid))

    return add_program_option


def _node(env: BuildEnvironment, docname: str, anchor: str) -> nodes.Element | str:
    """Give what has an anchor in a note, or the note."""
    elements = env.get_doctree(docname).findall(nodes.Element)
    return next((node for node in elements if anchor in node["ids"]), docname)
