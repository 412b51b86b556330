"""Tables of what the code declares, so that the documentation cannot differ from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

import sphinx_wiki
from sphinx_wiki import assets, config, defaults
from sphinx_wiki.application import application
from sphinx_wiki.facts.fields import FIELDS
from sphinx_wiki.facts.listing.options import FEED_OPTIONS, OPTIONS, Option
from sphinx_wiki.messages import Kind

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_DECLARATIONS = (
    "config.py",
    "defaults.py",
    "extension.py",
    "messages.py",
    "facts/fields.py",
    "facts/listing/options.py",
    "static/wiki.css",
)
_LAYOUTS = ("table", "grid")
_REBUILDS = {
    "env": "A change reads all notes again.",
    "html": "A change writes all pages again.",
    "": "A change writes again the pages that show it.",
}


class Row(NamedTuple):
    """One declared name."""

    name: str
    label: str
    """What a link to the row is written as; empty where none is needed."""
    cells: tuple[str, ...]
    """What is said about it, as Markdown, a text for each further column."""


class Declared(SphinxDirective):
    """What is declared in the code; a page with it is read again when the code changes."""

    def run(self) -> list[nodes.Node]:
        """Give what is declared."""
        package = Path(sphinx_wiki.__file__).parent
        for path in (__file__, *(package / name for name in _DECLARATIONS)):
            self.env.note_dependency(str(path))
        return self.declared()

    def declared(self) -> list[nodes.Node]:
        """Give what is declared."""
        raise NotImplementedError


class DeclaredTable(Declared):
    """A table with a row for every declared name."""

    head: ClassVar[tuple[str, ...]]
    widths: ClassVar[tuple[int, ...]]

    def rows(self) -> Iterable[Row]:
        """Give the rows of the table."""
        raise NotImplementedError

    def declared(self) -> list[nodes.Node]:
        """Give the table."""
        body = nodes.tbody("", *(self._row(row) for row in self.rows()))
        titles = nodes.row("", *(_cell(nodes.paragraph(text=text)) for text in self.head))
        group = nodes.tgroup("", cols=len(self.head))
        group += [nodes.colspec(colwidth=width) for width in self.widths]
        group += [nodes.thead("", titles), body]
        return [nodes.table("", group, classes=["declared", "colwidths-given"])]

    def _row(self, row: Row) -> nodes.row:
        name = nodes.paragraph("", "", nodes.literal(text=row.name))
        if row.label:
            name["ids"] = [row.label]
            labels = self.env.domains.standard_domain
            docname = self.env.current_document.docname
            labels.note_hyperlink_target(row.label, docname, row.label, row.name)
        texts = (self.parse_text_to_nodes(text) for text in row.cells)
        return nodes.row("", _cell(name), *(_cell(*parsed) for parsed in texts))


class FrontMatterKeys(DeclaredTable):
    """Every key of front matter."""

    head = ("Key", "Meaning", "Also written")
    widths = (20, 60, 20)

    def rows(self) -> Iterable[Row]:
        """Give a row for each key."""
        for field in FIELDS:
            also = ", ".join(f"`{name}`" for name in field.also)
            yield Row(field.name, f"key-{field.name}", (field.help, also))


class ListingOptions(DeclaredTable):
    """Every option of a listing."""

    head = ("Option", "Meaning", "Default")
    widths = (26, 54, 20)
    options_declared: ClassVar[Sequence[Option]] = OPTIONS
    prefix = "option"

    def rows(self) -> Iterable[Row]:
        """Give a row for each option."""
        for option in self.options_declared:
            value = re.sub(r"'([^']+)'", r"`\1`", option.kind.expected)
            meaning = f"{option.help}\n\n*Value:* {value}."
            yield Row(option.name, f"{self.prefix}-{option.name}", (meaning, _default(option)))


class FeedOptions(ListingOptions):
    """Every option of the feed of a listing."""

    options_declared = FEED_OPTIONS
    prefix = "feed"


class WarningKinds(DeclaredTable):
    """Every kind of warning; each has a section of its own on the page."""

    head = ("Kind", "About")
    widths = (24, 76)

    def rows(self) -> Iterable[Row]:
        """Give a row for each kind, with a link to its section."""
        docs = ModuleAnalyzer.for_module("sphinx_wiki.messages").find_attr_docs()
        for kind in Kind:
            about = " ".join(docs["Kind", kind.name]).strip()
            yield Row(f"wiki.{kind.value}", "", (f"{about} [What to do](#{kind.value})",))


class ExplainedTable(DeclaredTable):
    """A table of what is in the code, explained by the content: ``name: text`` in each line."""

    has_content = True

    def explained(self, names: Iterable[str]) -> Mapping[str, str]:
        """Give the explanation of each name; one too few or too many is an error."""
        pairs = (line.partition(": ") for line in self.content)
        texts = {name: text for name, _colon, text in pairs}
        if different := texts.keys() ^ set(names):
            raise self.error(f"In the code and not explained, or the reverse: {sorted(different)}.")
        return texts


class PresetValues(ExplainedTable):
    """What the extension sets for Sphinx and for other extensions, and why."""

    head = ("Value", "Set to")
    widths = (36, 64)

    def rows(self) -> Iterable[Row]:
        """Give a row for each value."""
        values = _presets(application(self.env))
        reasons = self.explained(values)
        for name, value in values.items():
            yield Row(name, "", (f"{value}\n\n{reasons[name]}",))


class EventHandlers(ExplainedTable):
    """What the extension does at which event of Sphinx, in the order of a build."""

    head = ("Handler", "What it does")
    widths = (40, 60)

    def rows(self) -> Iterable[Row]:
        """Give a row for each handler."""
        found = {
            _handler(listener.handler): (event, listener.priority)
            for event, listeners in self.env.events.listeners.items()
            for listener in sorted(listeners, key=lambda each: each.priority)
            if listener.handler.__module__.startswith(f"{sphinx_wiki.__name__}.")
        }
        texts = self.explained(found)
        for name in texts:
            event, priority = found[name]
            yield Row(name, "", (f"{texts[name]}\n\n`{event}`, priority {priority}",))


class CssVariables(ExplainedTable):
    """The variables of the style sheet that every theme loads."""

    head = ("Variable", "What it is for")
    widths = (30, 70)

    def rows(self) -> Iterable[Row]:
        """Give a row for each variable."""
        path = assets.STATIC / "wiki.css"
        block = path.read_text("utf-8").partition("body {")[2].partition("}")[0]
        texts = self.explained(re.findall(r"^\s*(--wiki-[\w-]+):", block, re.MULTILINE))
        for name, text in texts.items():
            yield Row(name, "", (text,))


class WikiValues(Declared):
    """Every ``wiki_*`` value of conf.py."""

    def declared(self) -> list[nodes.Node]:
        """Give a description of each value."""
        return [each for option in config.OPTIONS for each in self._value(option)]

    def _value(self, option: config.Option) -> list[nodes.Node]:
        types = " or ".join(kind.__name__ for kind in option.types)
        lines = [
            f"````{{confval}} {option.name}",
            f":type: `{types}`",
            f":default: `{option.default!r}`",
            "",
            option.help,
            "",
            *_choices(option),
            _REBUILDS[option.rebuild],
            "````",
        ]
        return self.parse_text_to_nodes("\n".join(lines))


def _choices(option: config.Option) -> list[str]:
    if not option.choices:
        return []
    return ["One of " + ", ".join(f"`{choice!r}`" for choice in option.choices) + ".", ""]


def _cell(*content: nodes.Node) -> nodes.entry:
    return nodes.entry("", *content)


def _default(option: Option) -> str:
    """Give the default of a listing option, with those of table and grid where they differ."""
    shown = [_shown(option.default)]
    others = [name for name in _LAYOUTS if option.default_for(name) != option.default]
    shown += [f"{name}: {_shown(option.default_for(name))}" for name in others]
    return "; ".join(part for part in shown if part)


def _shown(value: object) -> str:
    """Give *value* as front matter would have it; nothing where there is no value."""
    if value is None or value in ((), {}):
        return ""
    if isinstance(value, tuple):
        return f"`{', '.join(value)}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _presets(app: Sphinx) -> Mapping[str, str]:
    """Give what the extension sets, as Markdown; paths from the folder of doctrees."""
    values: dict[str, Any] = {**defaults.values(app), "html_title": app.config.project}
    values["html_title"] = "the value of `project`"
    values["html_baseurl"] = "the address that Read the Docs gives, else nothing"
    values["bibtex_bibfiles"] = "every `.bib` file in the folder"
    values["suppress_warnings"] = [*defaults.SUPPRESSED]
    cache = Path(values["nb_execution_cache_path"]).relative_to(app.doctreedir)
    values["nb_execution_cache_path"] = f"`{cache.as_posix()}` beside the doctrees"
    return {name: _preset(value) for name, value in values.items()}


def _preset(value: object) -> str:
    if isinstance(value, str) and " " in value and not value.startswith("div"):
        return value
    if isinstance(value, list) and value:
        return ", ".join(f"`{each}`" for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"`{key}`: `{each[0]}`" for key, each in value.items())
    return f"`{value!r}`"


def _handler(handler: Callable[..., object]) -> str:
    """Give a function as ``module.function``; a package counts as its module."""
    return f"{handler.__module__.removeprefix('sphinx_wiki.')}.{handler.__name__}"


_DIRECTIVES: Mapping[str, type[SphinxDirective]] = {
    "front-matter-keys": FrontMatterKeys,
    "listing-options": ListingOptions,
    "feed-options": FeedOptions,
    "warning-kinds": WarningKinds,
    "preset-values": PresetValues,
    "event-handlers": EventHandlers,
    "css-variables": CssVariables,
    "wiki-values": WikiValues,
}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    for name, directive in _DIRECTIVES.items():
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
