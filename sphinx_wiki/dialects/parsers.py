"""The parsers of a build: made once for each kind of note, and lent to one note at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from myst_parser.parsers.mdit import create_md_parser

from sphinx_wiki.dialects import displayed, everywhere, extend, kind_of_note, nesting
from sphinx_wiki.dialects.endless import tell_of_endless
from sphinx_wiki.dialects.renderer import NoteRenderer
from sphinx_wiki.dialects.signs import ask_by_sign
from sphinx_wiki.dialects.unclosed import tell_of_unclosed
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.plain_links import is_plain

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it import MarkdownIt
    from myst_parser.config.main import MdParserConfig
    from sphinx.environment import BuildEnvironment


class Parser:
    """A parser with the rules of MyST and of the dialects, and what it was before it read."""

    def __init__(self, md: MarkdownIt) -> None:
        self._md = md
        self._renderer = dict(vars(md.renderer))
        self._options: Any = dict(md.options)
        self._options.pop("document", None)
        self._rules = self._all_rules()

    def _all_rules(self) -> list[list[tuple[Any, ...]]]:
        md = self._md
        return [
            [
                (rule.name, rule.fn, rule.enabled)
                for rule in ruler.__rules__
                # MyST adds it when it meets a role, and it acts in text of roles alone.
                if rule.name != "myst_preserve_newline"
            ]
            for ruler in (md.core.ruler, md.block.ruler, md.inline.ruler, md.inline.ruler2)
        ]

    def begin(self, document: nodes.document) -> MarkdownIt:
        """Give the parser for *document*."""
        self._md.options["document"] = document
        return self._md

    def end(self) -> bool:
        """Forget the document, and all that reading it left behind; say whether that was all."""
        self._md.set(self._options.copy())
        state = vars(self._md.renderer)
        state.clear()
        state.update(self._renderer)
        return self._all_rules() == self._rules


@contextmanager
def lend_parser(document: nodes.document, config: MdParserConfig) -> Iterator[MarkdownIt]:
    """Give a parser for *document* alone, until the context ends.

    To make one costs as much as to parse a short note: some sixty rules are put in
    their places, and a renderer looks for its own methods. So those that read as
    ``conf.py`` says are kept for the notes that come after.

    :param config: how MyST reads the note.
    """
    env: BuildEnvironment = document.settings.env
    if config is not env.myst_config:  # type: ignore[attr-defined]
        yield make_parser(document, config)
        return
    kind = (id(config), *env.config.wiki_dialects, kind_of_note(env))
    free = wiki_domain(env).parsers.setdefault(kind, [])
    parser = free.pop() if free else Parser(make_parser(document, config))
    # One that raised is not kept: rules may have been left switched off.
    yield parser.begin(document)
    if parser.end():
        free.append(parser)


def make_parser(document: nodes.document, config: MdParserConfig) -> MarkdownIt:
    """Give a new parser of *document* with the dialects that ``conf.py`` names."""
    parser = create_md_parser(config, NoteRenderer)
    spare_normalizing(parser)
    parser.options["document"] = document
    tell_of_endless(parser)
    everywhere.extend(parser)
    displayed.extend(parser)
    # It sees what stands before formulas and after them as one.
    tell_of_unclosed(parser)
    nesting.extend(parser)
    extend(parser, document.settings.env.config.wiki_dialects)
    ask_by_sign(parser)
    return parser


def spare_normalizing(md: MarkdownIt) -> None:
    """Have *md* take addresses apart only where its doing so may change them."""
    for name in ("normalizeLink", "normalizeLinkText"):
        setattr(md, name, _unless_plain(getattr(md, name)))


def _unless_plain(normalize: Callable[[str], str]) -> Callable[[str], str]:
    def normalized(address: str) -> str:
        return address if is_plain(address) else normalize(_without_nul(address))

    return normalized


def _without_nul(address: str) -> str:
    """Replace NUL in a path, as CommonMark does in text: to ask for such a file raises."""
    return address if "://" in address else address.replace("%00", "%EF%BF%BD")
