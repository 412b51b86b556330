"""What the wiki asks of the rest of Sphinx: labels, parts of pages, other objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils.nodes import make_id
from sphinx.ext.intersphinx import InventoryAdapter
from sphinx.locale import get_translation

from sphinx_wiki.facts.crossrefs import EQUATION, NO_LABELS, Label
from sphinx_wiki.facts.headings import find_heading
from sphinx_wiki.facts.model import Note
from sphinx_wiki.facts.resolved import Outside, Part
from sphinx_wiki.facts.wikilinks import block_anchor
from sphinx_wiki.figures.numbers import bare_number, equation_number, in_brackets, words
from sphinx_wiki.settling.cited import Shown
from sphinx_wiki.upstream.claims import Names

_ = get_translation("sphinx_wiki")

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def outside(env: BuildEnvironment, exists: Callable[[Path], bool] = Path.exists) -> Outside:
    """Give the look-ups that resolve what is not the name of a note.

    :param exists: says whether there is a file.
    """
    notes: dict[str, Note] = env.domaindata["wiki"]["notes"]

    @cache
    def others() -> frozenset[str]:
        return _other_objects(env)

    def _anchors(docname: str) -> list[str]:
        return [anchor for anchor, _heading in notes[docname].anchors]

    @cache
    def named() -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for docname in sorted(env.domaindata["wiki"]["labels"]):
            for name in env.domaindata["wiki"]["labels"][docname]:
                found.setdefault(name, []).append(docname)
        return found

    def _label(name: str, docname: str) -> tuple[Part | None, tuple[str, ...]]:
        owners = named().get(name, [docname])
        if docname in owners:
            return find_label(env, name, notes[docname]), ()
        # As Sphinx has it, a name belongs to the last.
        return find_label(env, name, notes[owners[-1]]), tuple(owners[:-1])

    return Outside(
        label=_label,
        part=lambda docname, fragment: _part(env, notes[docname], fragment),
        known=lambda name: any(each in others() for each in _spellings(name)),
        file=lambda path, docname: exists(_file(env, path, docname)),
        parts=lambda docname: (*env.metadata[docname].get("myst_slugs", {}), *_anchors(docname)),
        labels=lambda: (*env.domains.standard_domain.anonlabels, *named()),
        cited=Shown(env).words,
    )


def _spellings(name: str) -> tuple[str, ...]:
    """Give a name as it is, in lower case, and without the name of an inventory before it."""
    bare = name.partition(":")[2]
    return name, name.lower(), *((bare, bare.lower()) if bare else ())


def _file(env: BuildEnvironment, path: str, docname: str) -> Path:
    return Path(env.srcdir) / env.relfn2path(unquote(path), docname)[0]


def find_label(env: BuildEnvironment, name: str, note: Note | None = None) -> Part | None:
    """Find a label: a figure of *note* first, for several notes may name one alike."""
    if note is not None and (part := _own_label(env, note.docname, name)):
        return part
    standard = env.domains.standard_domain
    own = make_id(name)
    if note is not None and words(env, note.docname, own)[0]:
        return Part(note.docname, own, "", *words(env, note.docname, own))
    if name in standard.labels:
        docname, anchor, title = standard.labels[name]
        return Part(docname, anchor, title, *words(env, docname, anchor))
    if name in standard.anonlabels:
        return Part(*standard.anonlabels[name], "")
    equations = env.domains.math_domain.equations
    if name in equations:
        docname, number = equations[name]
        return Part(docname, make_id(f"equation-{name}"), in_brackets(env.config, str(number)))
    return None


def _own_label(env: BuildEnvironment, docname: str, name: str) -> Part | None:
    """Find what a note calls by a name that references can use."""
    label: Label | None = env.domaindata["wiki"]["labels"].get(docname, NO_LABELS).get(name)
    if label is None:
        return None
    if label.frame:
        whole, made = words(env, docname, label.frame)
        number = f"{bare_number(whole, made)} ({label.number})"
        return Part(docname, label.anchor, "", made.replace("%s", number), "", number)
    if label.kind == EQUATION:
        number = equation_number(env, docname, label.anchor, label.number)
        named = f"{_('Equation')} {number}"
        return Part(docname, label.anchor, in_brackets(env.config, number), named, "", number)
    if label.number:
        shown = f"{label.kind} {label.number}"
        return Part(docname, label.anchor, "", shown, "", label.number)
    number, made = words(env, docname, label.anchor)
    title = label.title or _caption(env, docname, name)
    return Part(docname, label.anchor, title, number, made, bare_number(number, made))


def _caption(env: BuildEnvironment, docname: str, name: str) -> str:
    """Give what Sphinx shows for a label of a note, whoever owns the label."""
    labels = env.domains.standard_domain.labels
    every = labels.claims.get(name, {}) if isinstance(labels, Names) else {}
    found = every.get(docname) or labels.get(name, ("", "", ""))
    return str(found[2]) if found[0] == docname else ""


def _part(env: BuildEnvironment, note: Note, fragment: str) -> Part | None:
    """Find a part by slug, id or label, then in any case, then by its heading, or by several."""
    part = _named_part(env, note, fragment)
    if part is None:
        return None
    number, made = words(env, note.docname, part.anchor)
    return part._replace(number=number, made=made)


def _named_part(env: BuildEnvironment, note: Note, fragment: str) -> Part | None:
    slugs = env.metadata[note.docname].get("myst_slugs", {})
    anchors = dict(note.anchors)
    if fragment.startswith("^"):
        block = block_anchor(fragment[1:])
        return Part(note.docname, block, "") if block in anchors else None
    for name in dict.fromkeys((fragment, fragment.lower(), make_id(fragment))):
        if name in slugs:
            return Part(note.docname, slugs[name][1], slugs[name][2])
        if name in anchors:
            return Part(note.docname, name, anchors[name])
        label = find_label(env, name, note)
        if label is not None and label.docname == note.docname:
            return label
    heading = find_heading(note.anchors, fragment)
    return Part(note.docname, *heading) if heading is not None else None


def _other_objects(env: BuildEnvironment) -> frozenset[str]:
    names = {
        name
        for domain in env.domains.values()
        if domain.name != "wiki"
        for name, _shown, kind, *_rest in domain.get_objects()
        # Those are notes.
        if (domain.name, kind) != ("std", "doc")
    }
    names.update(env.domains.standard_domain.anonlabels)
    if "sphinx.ext.intersphinx" in env.config.extensions:
        for objects in InventoryAdapter(env).main_inventory.values():
            names.update(objects)
    return frozenset(names)
