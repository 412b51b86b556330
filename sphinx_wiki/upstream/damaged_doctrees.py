"""Stored documents that cannot be loaded, which are read again.

A process that was ended while it wrote one, or a disk with a fault, leaves a file that holds no
document, and Sphinx ends every build that needs it. To be proposed to Sphinx:
``BuildEnvironment.get_doctree`` could read the note again, as here. Can go with the version
that does so; 8.2 and 9.0 are known not to.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx.environment import BuildEnvironment

from sphinx_wiki.application import application
from sphinx_wiki.files import is_full

if TYPE_CHECKING:
    from docutils import nodes

_KNOWN = {(8, 2), (9, 0)}


def read_again() -> bool:
    """Have Sphinx do it so in this process; say whether it will."""
    ordinary: Any = BuildEnvironment.get_doctree
    if sphinx.version_info[:2] not in _KNOWN:
        return False
    if hasattr(ordinary, "__wrapped__"):
        return True

    @wraps(ordinary)
    def get_doctree(env: BuildEnvironment, docname: str) -> nodes.document:
        try:
            return ordinary(env, docname)  # type: ignore[no-any-return]
        except Exception as error:  # Bytes that are no pickle can raise anything.
            if is_full(error) or docname not in env.all_docs:
                raise
            _read(env, docname)
            return ordinary(env, docname)  # type: ignore[no-any-return]

    BuildEnvironment.get_doctree = get_doctree  # type: ignore[assignment, method-assign]
    return True


def _read(env: BuildEnvironment, docname: str) -> None:
    """Read a note, perhaps while another one is resolved."""
    held, context, when = env.current_document, dict(env.ref_context), env.all_docs[docname]
    env.clear_doc(docname)
    try:
        application(env).builder.read_doc(docname, _cache=False)
    finally:
        env.current_document = held
        env.ref_context.update(context)
        env.all_docs[docname] = when
        env._pickled_doctree_cache.pop(docname, None)
