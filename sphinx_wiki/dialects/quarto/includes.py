"""The rule for ``{{< include file >}}``: the file's blocks stand where it is named.

They are read with the note's own, so that links to footnotes, divs and headings
go across; what is wrong in them is said of the line that includes them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it.token import Token
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.dialects.endless import mark
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.frontmatter import Head, read_head
from sphinx_wiki.facts.markdown import INTERRUPTS
from sphinx_wiki.facts.quarto.includes import Include, Read, find_include, runs
from sphinx_wiki.facts.quarto.shortcodes import alone
from sphinx_wiki.messages import Kind, warn, warn_problem
from sphinx_wiki.reading.folder import reader

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
    from sphinx.environment import BuildEnvironment

_WITHIN = "quarto_within"


def extend(md: MarkdownIt) -> None:
    """Add includes to *md*."""
    md.block.ruler.before("fence", "quarto_include", include_rule, {"alt": list(INTERRUPTS)})
    md.add_render_rule("render_quarto_not_included", render_not_included, fmt="docutils")


def include_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the blocks of a file in the place of the line that names it."""
    del end
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("{{<") or state.is_code_block(start):
        return False
    code = alone(line)
    if code is None or code.name != "include":
        return False
    if silent:
        return True
    env: BuildEnvironment = state.md.options["document"].settings.env
    own = env.doc2path(env.current_document.docname, False).as_posix()
    within: tuple[str, ...] = state.env.get(_WITHIN, (own,))
    found: Include | str = "An include names no file; expected {{< include file.qmd >}}."
    if code.first:
        found = find_include(code.first, within, remembering(env))
    if isinstance(found, Include):
        state.env[_WITHIN] = (*within, found.path)
        _add(state, found)
        state.env[_WITHIN] = within
    else:
        state.push("quarto_not_included", "", 0).meta = {"problem": found}
        state.tokens[-1].map = [start, start + 1]
    state.line = start + 1
    return True


def _add(state: StateBlock, found: Include) -> None:
    lines = found.text.replace("\r\n", "\n").split("\n")
    body = "\n".join(lines[read_head(found.text, ".md").body_line - 1 :])
    tokens: list[Token] = []
    state.md.block.parse(body, state.md, state.env, tokens)
    mark(tokens)
    for token in tokens:
        token.level += state.level
        if token.map:
            token.map = [state.line, state.line + 1]
    state.tokens += tokens


def render_not_included(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Say why there is nothing."""
    place = self.sphinx_env.current_document.docname, token_line(token)
    warn(token.meta["problem"], Kind.SYNTAX, place)


def remembering(env: BuildEnvironment) -> Read:
    """Give a function that reads files for the note that is being read, and remembers which."""
    docname, plain = env.current_document.docname, reader(Path(env.srcdir))

    def read(path: str) -> str | None:
        wiki_domain(env).probe(docname, path)
        text = plain(path)
        if text is not None:
            env.note_dependency(str(Path(env.srcdir, path)))
        return text

    return read


def check_code(env: BuildEnvironment, text: str, head: Head, language: str) -> None:
    """Remember which files the code of the note that is being read includes, and say what is
    left out of its run.

    :param language: the one that runs.
    """
    docname = env.current_document.docname
    path = env.doc2path(docname, False).as_posix()
    said: set[str] = set()
    for run in runs(text, head.body_line, path, remembering(env)):
        for problem in run.problems:
            warn_problem(problem, docname)
        other = run.chunk.language
        if run.chunk.kind == "cell" and other != language and other not in said:
            said.add(other)
            warn(
                f"Cells of {other} are shown without running: the code of this note runs in "
                f"{language}. Move them to a note of their own.",
                Kind.NOTEBOOK,
                (docname, run.line),
            )
