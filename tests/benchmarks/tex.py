"""Every formula of folders, found without our own code: by Markdown rules, or by pattern.

Read are Markdown (``.md``, ``.qmd``), notebooks (Markdown cells and stored LaTeX
outputs), reStructuredText, and the docstrings of Python files.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin


class Formula(NamedTuple):
    """TeX as an author wrote it, where it stands in the page, and the file."""

    tex: str
    kind: str
    """``inline``, ``displayed``, or ``whole`` for an environment without marks."""
    file: str


# A cross-reference of the page.
_REFERENCE = re.compile(r"\s*\\(?:eq)?ref\{[^{}]*\}\s*")
_ROLE = re.compile(r":math:`([^`]+)`")
_DIRECTIVE = re.compile(
    r"^(?P<indent>[ ]*)\.\. math::[ ]*(?P<first>[^\n]*)\n"
    r"(?P<body>(?:[ ]*\n|(?P=indent)[ ]+[^\n]*\n)*)",
    re.MULTILINE,
)
_OPTION = re.compile(r"\A(?:\s*:[\w-]+:[^\n]*\n)+")
_DISPLAYED = re.compile(r"\A\s*(\$\$?)(.*)\1\s*\Z", re.DOTALL)


def settings(folders: Iterable[Path]) -> dict[str, Any]:
    """Give what ``mathjax3_config`` is in the ``conf.py`` of *folders*, the last that has one."""
    found: dict[str, Any] = {}
    for folder in folders:
        conf = folder / "conf.py"
        source = conf.read_text("utf-8") if conf.is_file() else ""
        for node in ast.parse(source).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "mathjax3_config":
                found = ast.literal_eval(node.value)
    return found


def formulas(folders: Iterable[Path]) -> list[Formula]:
    """Give every formula once, by file."""
    found: dict[tuple[str, str], Formula] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            for tex, kind in _in_file(path):
                if tex.strip() and not _REFERENCE.fullmatch(tex):
                    name = path.relative_to(folder.parent).as_posix()
                    found.setdefault((tex, kind), Formula(tex, kind, name))
    return list(found.values())


def _in_file(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix not in (".md", ".qmd", ".ipynb", ".rst", ".py") or not path.is_file():
        return
    text = path.read_text("utf-8", "replace")
    if path.suffix in (".md", ".qmd"):
        yield from _in_markdown(text)
    elif path.suffix == ".ipynb":
        yield from _in_notebook(json.loads(text))
    elif path.suffix == ".rst":
        yield from _in_rst(text)
    else:
        for docstring in _docstrings(text):
            yield from _in_rst(docstring)


def _in_markdown(text: str) -> Iterator[tuple[str, str]]:
    parser = MarkdownIt("commonmark").enable("table")
    front_matter_plugin(parser)
    dollarmath_plugin(parser, allow_digits=False, allow_space=False, double_inline=True)
    amsmath_plugin(parser)
    for token in parser.parse(text):
        for part in [token, *(token.children or ())]:
            if part.type == "amsmath":
                yield part.content, "whole"
            elif part.type in ("math_block", "math_block_label", "math_inline_double"):
                yield part.content, "displayed"
            elif part.type == "math_inline":
                yield part.content, "inline"


def _in_notebook(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for cell in data.get("cells", ()):
        if cell["cell_type"] == "markdown":
            yield from _in_markdown("".join(cell["source"]))
        for output in cell.get("outputs", ()):
            latex = "".join(output.get("data", {}).get("text/latex", ()))
            if match := _DISPLAYED.match(latex):
                yield match[2], "displayed"


def _in_rst(text: str) -> Iterator[tuple[str, str]]:
    for match in _ROLE.finditer(text):
        yield match[1].strip(), "inline"
    for match in _DIRECTIVE.finditer(text + "\n"):
        body = textwrap.dedent(match["body"])
        options = _OPTION.match(body)
        tex = (match["first"] + "\n" + body[options.end() if options else 0 :]).strip()
        yield tex, "whole" if options and "wrap:" in options[0] else "displayed"


def _docstrings(source: str) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(source)
        except SyntaxError:
            return
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            text = ast.get_docstring(node, clean=False)
            if text:
                yield inspect.cleandoc(text)
