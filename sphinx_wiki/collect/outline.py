"""What pages of other notes may take from a note by way of toctrees and lists of tasks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Outline(NamedTuple):
    """Digests of what a note gives to the pages of others, as it was read."""

    title: str
    """Of its title."""
    heads: str
    """Of its title and what is in its toctrees, which a list of titles shows."""
    contents: str
    """Of all its headings, too."""
    tasks: str
    """Of its tasks, those of ``sphinx.ext.todo``; empty where it has none."""
    lists_tasks: bool
    """Whether it shows the tasks of all notes."""


def collect_outline(app: Sphinx, document: nodes.document) -> None:
    """Record the outline of a note that was just read, when Sphinx has collected its contents."""
    env = app.env
    docname = env.current_document.docname
    title, contents = str(env.titles.get(docname)), env.tocs[docname]
    heads = [title, *map(str, _heads(contents))]
    # 0, where no note may stay as it is: how deep contents go, by the metadata of the note.
    depth = env.metadata[docname].get("tocdepth", 0)
    tasks = list(_tasks(env, docname))
    env.domaindata["wiki"]["outlines"][docname] = Outline(
        title=_digest(title),
        heads=_digest(heads, depth),
        contents=_digest(title, str(contents), depth),
        tasks=_digest(tasks) if tasks else "",
        lists_tasks=_lists_tasks(document) if "todo" in env.domaindata else False,
    )


def _heads(contents: nodes.Element) -> Iterator[nodes.Node]:
    """Give the entries for titles, without what is below them, and all toctrees."""
    yield from _titles(contents)
    yield from contents.findall(addnodes.toctree)


def _titles(contents: nodes.Element) -> Iterator[nodes.Node]:
    for item in contents.children:
        if isinstance(item, nodes.list_item):
            yield item.children[0]
        elif isinstance(item, addnodes.only):
            yield from _titles(item)


def _tasks(env: BuildEnvironment, docname: str) -> Iterator[object]:
    """Give what lists of tasks show of a note: its tasks, and where they are."""
    for task in env.domaindata.get("todo", {}).get("todos", {}).get(docname, ()):
        yield str(task), task.source, task.line


def _lists_tasks(document: nodes.document) -> bool:
    return any(type(node).__name__ == "todolist" for node in document.findall(nodes.Element))


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()
