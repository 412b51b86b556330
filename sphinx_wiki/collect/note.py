"""All facts about one note, from its doctree and front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

from sphinx_wiki.collect.html_ids import html_ids
from sphinx_wiki.collect.links import collect_links
from sphinx_wiki.collect.sources import collect_citations
from sphinx_wiki.collect.spans import LINK, spans_of
from sphinx_wiki.facts.inline import from_markdown
from sphinx_wiki.facts.items import count_words
from sphinx_wiki.facts.model import Inline, Meta, Note, text
from sphinx_wiki.facts.wikilinks import BLOCK
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.nodes import Inventory, NoteEmbed, Placeholder, title_of
from sphinx_wiki.paths import is_file
from sphinx_wiki.reading.project import WikiProject

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def collect_note(env: BuildEnvironment, docname: str, held: Inventory) -> Note:
    """Give the facts of *docname*; what its author should mend is warned about."""
    project = env.project
    assert isinstance(project, WikiProject)
    scan = project.scans[docname]
    meta = scan.meta
    # No toctree is needed: Sphinx must not ask for one.
    env.metadata[docname].setdefault("orphan", True)
    # First: links without words have a place in what is said after.
    links = collect_links(env, docname, held)
    title = next(iter(held.of(nodes.title)), None)
    image, alt = _image(env, docname, held, project)
    return Note(
        docname=docname,
        title=spans_of(title) if title is not None else text(docname),
        summary=_summary(held, meta),
        meta=meta,
        image=image,
        image_alt=alt,
        words=count_words(_prose(held.document)),
        links=links,
        citations=collect_citations(env, docname, held),
        anchors=_anchors(held),
        embeds=tuple(
            reference[LINK]
            for embed in held.of(NoteEmbed)
            for reference in embed.findall(addnodes.pending_xref)
        ),
        title_line=title.line if title is not None else None,
        generated=docname in project.pages,
    )


def _summary(held: Inventory, meta: Meta) -> Inline:
    """Give the description, else the first paragraph that says something."""
    if meta.description:
        return from_markdown(meta.description)
    for paragraph in held.of(nodes.paragraph):
        if isinstance(paragraph.parent, (nodes.section, nodes.document)):
            spans = spans_of(paragraph)
            if any(re.search(r"\w", span.text) for span in spans):
                return spans
    return ()


def _image(
    env: BuildEnvironment, docname: str, held: Inventory, project: WikiProject
) -> tuple[str | None, str]:
    """Give the note's picture and its alternative text: declared, else the first local one."""
    meta = project.meta(docname)
    if meta.image is False:
        return None, ""
    if meta.image:
        lines = project.scans[docname].head.lines
        line = lines.get("image", lines.get("cover"))
        return _declared_image(env, docname, meta.image, line), meta.image_alt or ""
    for node in held.of(nodes.image):
        uri = node["uri"]
        if "://" in uri or uri.startswith("data:") or uri.endswith(".*"):
            continue
        path = env.relfn2path(uri, docname)[0]
        if is_file(env.srcdir / path):
            return path, node.get("alt", "")
    return None, ""


def _declared_image(
    env: BuildEnvironment, docname: str, image: str, line: int | None
) -> str | None:
    if re.match(r"https?://", image):
        return image
    domain: Any = env.domains["wiki"]
    for name in (image, unquote(image)):
        path = env.relfn2path(name, docname)[0]
        if domain.probe(docname, path):
            env.images.add_file(docname, path)
            env.note_dependency(path, docname=docname)
            return path
    warn(f"The image {image!r} does not exist.", Kind.IMAGE, (docname, line))
    return None


_NO_PROSE = (
    nodes.literal_block,
    nodes.math_block,
    nodes.raw,
    nodes.comment,
    nodes.docinfo,
    nodes.field_list,
    nodes.system_message,
    Placeholder,
)


def _prose(document: nodes.document) -> str:
    """Give the words a reader reads: no code, formulas or comments."""
    words: list[str] = []
    _gather_prose(document, words)
    return "".join(words)


def _gather_prose(node: nodes.Node, words: list[str]) -> None:
    """Add the words in *node* to *words*; what is in blocks stands on lines of its own."""
    apart = not isinstance(node, (nodes.TextElement, nodes.Inline))
    for place, child in enumerate(node.children):
        if apart and place:
            words.append("\n")
        if isinstance(child, nodes.Text):
            # Without the mark, which reStructuredText puts before what is escaped, it is its text.
            words.append(child.astext() if "\0" in child else child)
        elif not isinstance(child, _NO_PROSE):
            _gather_prose(child, words)


def _anchors(held: Inventory) -> tuple[tuple[str, str], ...]:
    headings = tuple(
        (anchor, title.astext())
        for section in held.of(nodes.section)
        if (title := title_of(section)) is not None
        for anchor in section["ids"]
    )
    blocks = tuple((node[BLOCK], "") for node in held.of(nodes.Element) if BLOCK in node.attributes)
    return headings + blocks + tuple((name, "") for name in html_ids(held))
