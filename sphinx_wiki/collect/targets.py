"""What a link of a note names: a note by its path or name, a document, or a label."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, TypeAlias
from urllib.parse import quote, unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_wiki.nodes import REFERENCE

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""Begins an address that is no path."""

_LABELS: Mapping[tuple[str | None, str | None], Literal["label", "number", "perhaps"]] = {
    ("math", "eq"): "label",
    ("math", "numref"): "label",
    ("std", "ref"): "label",
    ("std", "numref"): "number",
    ("wiki", REFERENCE): "number",
    ("wiki", f"{REFERENCE}-if-known"): "perhaps",
}

Target: TypeAlias = tuple[Literal["path", "name", "doc", "label", "number", "perhaps"], str, str]
"""The kind of a link, what it names, and which part of that."""


def target_of(
    node: addnodes.pending_xref, docname: str, suffixes: Collection[str]
) -> Target | None:
    """Give the kind, name and fragment that *node* refers to, if it can be a note."""
    kind, domain, target = node.get("reftype"), node.get("refdomain"), node["reftarget"]
    if domain == "wiki" and kind == "note" and not node.get("intersphinx"):
        name, _, fragment = target.partition("#")
        return "name", name, fragment
    if SCHEME.match(target) or node.get("intersphinx"):
        # Another project's, by intersphinx or an address of MyST's own.
        return None
    if kind == "myst":
        return _myst_target(node, docname, suffixes)
    if domain == "std" and kind == "doc":
        return "doc", docname_join(node.get("refdoc", docname), target), ""
    if label := _LABELS.get((domain, kind)):
        # Only those of equations mind upper and lower case.
        return label, target if domain == "math" else target.lower(), ""
    return None


def label_of(
    node: nodes.reference, document: nodes.document, named: Sequence[str]
) -> Target | None:
    """Give the label that ``[](#label)`` names, unless it is a part of this note.

    :param named: what HTML in the note names.

    MyST turns these into cross-references only after the facts are collected.
    """
    name = node["refuri"].removeprefix("#")
    if not name:
        # The top of the page, whatever it is called.
        del node["id_link"]
        return None
    local = (document.nameids, document.ids, getattr(document, "myst_slugs", ()))
    # Jupyter and others keep capitals: `#The-Part`.
    for spelled in dict.fromkeys((name, unquote(name), name.lower(), nodes.make_id(name))):
        if spelled and any(spelled in names for names in local):
            node["refuri"] = f"#{spelled}"
            return None
    spelled = {each.lower(): each for each in named[::-1]} | {each: each for each in named}
    given = unquote(name)
    if found := spelled.get(given) or spelled.get(given.lower()):
        # The browser knows it, and docutils does not.
        del node["id_link"]
        node["internal"], node["refuri"] = True, f"#{quote(found)}"
        if not node.children:
            node += nodes.Text(found)
        return None
    node["refexplicit"] = bool(node.children)
    return "number", name.lower(), ""


def _myst_target(node: addnodes.pending_xref, docname: str, suffixes: Collection[str]) -> Target:
    target = node["reftarget"]
    if node.get("refdomain") == "doc":
        # MyST found the file; that it is there now is not what the link says.
        return "path", f"/{target}", node.get("reftargetid") or ""
    name, _, fragment = target.partition("#")
    return "path", _from_root(name, docname, suffixes), fragment


def _from_root(path: str, docname: str, suffixes: Collection[str]) -> str:
    """Give the path of a note's file as it is from the root, without suffix; others as they are.

    So it does not matter to the facts whether MyST found the file.
    """
    # A slash behind the name of a file is passed over where the file is looked for.
    decoded = posixpath.normpath(unquote(path))
    suffix = next((each for each in suffixes if decoded.endswith(each)), None)
    if suffix is None:
        return path
    folder = "" if decoded.startswith("/") else posixpath.dirname(docname)
    joined = posixpath.normpath(posixpath.join(folder, decoded.lstrip("/")))
    return path if joined.startswith("..") else f"/{joined.removesuffix(suffix)}"
