"""What the HTML writer lacks: sizes of images, names and roles for screen readers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.images import get_image_size

from sphinx_wiki.dialects.html import TAG
from sphinx_wiki.nodes import is_output, markup
from sphinx_wiki.paths import is_file

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

_ = get_translation("sphinx_wiki")

_CHECKBOX = 'class="task-list-item-checkbox"'


def visit_image(self: HTML5Translator, node: nodes.image) -> None:
    """Write the size of a local image, so that nothing moves when it arrives."""
    if TAG in node:
        type(self).visit_image(self, node)
        before, after = node[TAG]
        self.body[-1] = f"{before}{escape(node['uri'])}{after}"
        return
    path = self.builder.srcdir / node["uri"]
    size = _pixels(node)
    if size is not None:
        # Given by what drew it, in pixels: it may shrink on a phone, in proportion.
        del node["width"], node["height"]
    elif is_file(path) and not any(given in node for given in ("width", "height", "scale")):
        size = get_image_size(path)
    if "alt" not in node and is_output(node):
        node["alt"] = _("Picture drawn by the code above")
    type(self).visit_image(self, node)
    if size is not None:
        attributes = f'loading="lazy" width="{size[0]}" height="{size[1]}" '
        self.body[-1] = self.body[-1].replace("<img ", f"<img {attributes}", 1)


def _pixels(node: nodes.image) -> tuple[int, int] | None:
    width, height = str(node.get("width", "")), str(node.get("height", ""))
    return (int(width), int(height)) if width.isdecimal() and height.isdecimal() else None


def depart_image(self: HTML5Translator, node: nodes.image) -> None:
    """End as the writer does."""
    type(self).depart_image(self, node)


def visit_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """Write an entry of a bibliography as an item of its list.

    The role that docutils gives it is deprecated, and no longer one that a list may hold.
    """
    type(self).visit_citation(self, node)
    self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def depart_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """End as the writer does."""
    type(self).depart_citation(self, node)


class NameCheckboxes(SphinxPostTransform):
    """Says what the checkbox of a task is, which MyST leaves without a name."""

    default_priority = 5
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Name each checkbox by its state."""
        for raw in list(self.document.findall(nodes.raw)):
            text = raw.astext()
            if _CHECKBOX in text:
                name = _("Done") if "checked" in text.replace(_CHECKBOX, "") else _("To do")
                named = text.replace(_CHECKBOX, f'{_CHECKBOX} aria-label="{name}"')
                # In HTML of the author there is more than the checkbox.
                alone = text.count("<") == 1
                raw.replace_self(markup(named) if alone else nodes.raw("", named, format="html"))
