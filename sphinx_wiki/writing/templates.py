"""Templates: compiled once for many builds, and not looked at again within one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import pydata_sphinx_theme
import sphinx
from jinja2 import Environment
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from sphinx.jinja2glue import BuiltinTemplateLoader

import sphinx_wiki
from sphinx_wiki.application import application

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder


_OPTIONS = (
    *("block_start_string", "block_end_string", "comment_start_string", "comment_end_string"),
    *("variable_start_string", "variable_end_string", "line_comment_prefix"),
    *("line_statement_prefix", "newline_sequence", "trim_blocks", "lstrip_blocks"),
    *("keep_trailing_newline", "optimized", "autoescape", "finalize", "undefined"),
)
"""What else than its text decides what a template is compiled to."""


class _Compiled(FileSystemBytecodeCache):
    """What the templates of known themes were compiled to, with the sums of their sources.

    Jinja calls filters of constants as it compiles, and those of other themes and
    extensions may give something else the next time.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        places = (sphinx, pydata_sphinx_theme, sphinx_wiki)
        self._places = tuple(f"{Path(str(place.__file__)).parent}{os.sep}" for place in places)

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Give what is kept of a template; nothing of one that is not of a known theme."""
        if filename is None or not filename.startswith(self._places):
            return Bucket(environment, "", "")
        # Jinja tells versions of Python apart itself.
        state = [jinja2.__version__, sphinx.__version__, type(environment).__name__]
        state += [repr(getattr(environment, option)) for option in _OPTIONS]
        state += sorted(environment.extensions)
        state += sorted(map(_named, environment.filters.items()))
        return super().get_bucket(environment, name, filename, f"{state}{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what is kept of a template that may be kept."""
        if bucket.key:
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in *bucket*; a full disk is no fault of a template."""
        if bucket.key:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def _named(filter_: tuple[str, object]) -> str:
    name, function = filter_
    return f"{name} {getattr(function, '__module__', '')} {getattr(function, '__qualname__', '')}"


def keep_compiled(builder: StandaloneHTMLBuilder) -> None:
    """Have Jinja keep compiled templates beside the doctrees."""
    if type(builder.templates) is not BuiltinTemplateLoader:
        return
    folder = Path(application(builder).doctreedir) / "wiki" / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        builder.templates.environment.bytecode_cache = _Compiled(folder)


def take_as_they_are(builder: StandaloneHTMLBuilder) -> None:
    """Forget templates whose files have changed, and look at no file again in this build.

    Jinja asks for the time of a template's file each time that it is used.
    """
    bridge = builder.templates
    if type(bridge) is not BuiltinTemplateLoader or bridge.environment.cache is None:
        return
    cache = bridge.environment.cache
    for key, template in list(cache.items()):
        if not template.is_up_to_date:
            del cache[key]
    bridge.environment.auto_reload = False
