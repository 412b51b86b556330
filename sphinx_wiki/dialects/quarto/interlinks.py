"""The rule for links to Python objects, ``[](`package.name`)``, as interlinks of quartodoc.

They become references of Sphinx, which finds objects of this project and, with
``sphinx.ext.intersphinx``, those of others; what it does not find is shown as code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_TARGET = re.compile(r"(?:`|%60)(?P<short>~{0,2})(?P<name>[A-Za-z_][\w.]*)(?:\(\))?(?:`|%60)")


def extend(md: MarkdownIt) -> None:
    """Add such links to *md*."""
    md.core.ruler.after("inline", "quarto_interlinks", interlink_rule)


def interlink_rule(state: StateCore) -> None:
    """Make roles of Sphinx of the links whose address is a name in code."""
    for token in state.tokens:
        children = token.children or []
        if any(_target(child) for child in children):
            token.children = _with_roles(children)


def _target(token: Token) -> re.Match[str] | None:
    if token.type != "link_open":
        return None
    return _TARGET.fullmatch(str(token.attrGet("href") or ""))


def _with_roles(children: list[Token]) -> list[Token]:
    done: list[Token] = []
    at = 0
    while at < len(children):
        target = _target(children[at])
        if target is None:
            done.append(children[at])
            at += 1
            continue
        close = next(i for i in range(at, len(children)) if children[i].type == "link_close")
        said = "".join(child.content for child in children[at + 1 : close])
        short = "~" if target["short"] else ""
        content = f"{said} <{target['name']}>" if said else f"{short}{target['name']}"
        done.append(Token("myst_role", "", 0, content=content, meta={"name": "py:obj"}))
        at = close + 1
    return done
