"""Documents are what they are when every transform runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes

from sphinx_wiki.transforms import runner
from sphinx_wiki.transforms.census import Census
from sphinx_wiki.transforms.known import known
from tests.conftest import MakeWiki
from tests.transforms.many import CONF, FILES

Apply = Callable[[Any, nodes.Node | None, dict[str, Any], Census], None]

RECORDS = (
    "nameids", "nametypes", "refnames", "refids", "footnotes", "autofootnotes", "symbol_footnotes",
    "citations", "indirect_targets", "substitution_defs", "parse_messages", "id_counter",
    "autofootnote_start",
)  # fmt: skip


def state(document: nodes.document) -> list[object]:
    """Give all that a transform could change of *document*."""
    # Copies of Sphinx's AliasNode forget where they are from.
    elements = [each for each in document.findall(nodes.Element) if each.tagname != "AliasNode"]
    origins = [(node.source, node.line, node.rawsource) for node in elements]
    records = [(name, str(getattr(document, name, None))) for name in RECORDS]
    return [document.pformat(), origins, sorted(document.ids), records]


def distrust(
    kind: Any, pending: nodes.Node | None, options: dict[str, Any], census: Census
) -> None:
    """Run also what need not run, and what runs in place of something else beside it."""
    rule, document = known(kind), census.document
    before = state(document)
    if rule.need is not None and pending is None and not rule.need(census):
        kind(document, None).apply(**options)
        assert state(document) == before, f"{kind} was not to run"
        return
    if rule.instead is None:
        ORDINARY(kind, pending, options, census)
        return
    copy = document.deepcopy()
    kind(copy, None).apply(**options)
    ORDINARY(kind, pending, options, census)
    assert state(document)[:2] == state(copy)[:2], f"{rule.instead} did something else"


ORDINARY: Apply = runner._apply


@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_what_does_not_run_would_change_nothing(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    wiki = make_wiki(FILES, CONF).build(builder)
    monkeypatch.setattr(runner, "_apply", distrust)
    distrusted = wiki.copy("distrusted").build(builder)
    assert distrusted.warnings == wiki.warnings
