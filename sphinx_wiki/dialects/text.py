"""How dialects reach notes without code: as MyST's own parser, with more rules."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from myst_parser.config.main import (
    MdParserConfig,
    TopmatterReadError,
    merge_file_level,
    read_topmatter,
)
from myst_parser.warnings_ import MystWarnings, create_warning

from sphinx_wiki.dialects.parsers import lend_parser
from sphinx_wiki.facts.frontmatter import has_bounded_front

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

_SETTINGS = ("myst", "html_meta", "substitutions")
"""Keys of front matter that change how MyST reads the note."""


def parse_text(source: str, document: nodes.document) -> None:
    """Parse *source* into *document* with the dialects that ``conf.py`` names."""
    env: BuildEnvironment = document.settings.env
    config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
    if any(key in source for key in _SETTINGS) and has_bounded_front(source):
        config = _with_settings(config, source, document)
    with lend_parser(document, config) as parser:
        parser.render(source)


def _with_settings(config: MdParserConfig, source: str, document: nodes.document) -> MdParserConfig:
    """Give *config* as the note's own front matter changes it."""

    def report(kind: MystWarnings, message: str) -> None:
        create_warning(document, message, kind, line=1, append_to=document)

    # What cannot be read is reported when it is rendered.
    with suppress(TopmatterReadError):
        if topmatter := read_topmatter(source):
            return merge_file_level(config, topmatter, report)
    return config
