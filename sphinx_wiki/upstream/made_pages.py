"""Pages that make themselves, which extensions that look at titles cannot know of.

``sphinx.ext.autosectionlabel`` takes the title of each section for a label. Such a page has
its title when it is written, and its label would be empty, or that of a note. To be proposed
to Sphinx: to make no label of a title without text.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from sphinx.ext.autosectionlabel import register_sections_as_label

from sphinx_wiki.domain import wiki_project

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def spare_labels(app: Sphinx) -> None:
    """Have sections of notes alone become labels."""
    listeners = app.events.listeners.get("doctree-read", [])
    for place, listener in enumerate(listeners):
        if listener.handler is register_sections_as_label:
            listeners[place] = listener._replace(handler=_register_sections)


@wraps(register_sections_as_label)
def _register_sections(app: Sphinx, document: nodes.document) -> None:
    if app.env.current_document.docname not in wiki_project(app.env).pages:
        register_sections_as_label(app, document)
