"""The contents of a page are those of pydata-sphinx-theme, made without its parser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pydata_sphinx_theme.toctree import add_toctree_functions

from sphinx_wiki.writing.toc import draw_contents, offer_contents

LINK = '<a class="reference internal" href="#{0}">{1}</a>'


def items(*texts: str) -> str:
    """Give a list with *texts*, as Sphinx draws it."""
    return "<ul>\n" + "".join(f"<li>{text}</li>\n" for text in texts) + "</ul>\n"


def link(text: str, below: str = "") -> str:
    """Give a link to a section called *text*, and what is below it."""
    return LINK.format("a-b", text) + below


DEEP = items(link("1", items(link("2", items(link("3", items(link("4"))))), link("2b"))))

KNOWN = {
    "title alone": items(link("Title")),
    "sections": items(link("Title", items(link("A"), link("B")))),
    "four levels": DEEP,
    "two titles": items(link("A", items(link("C"))), link("B")),
    "character references": items(link("T", items(link("a &amp; b &lt; &quot;c&quot; d&#64;e")))),
    "styles": items(
        link(
            "T",
            items(
                link(
                    '<em>a</em> <code class="docutils literal notranslate">'
                    '<span class="pre">b</span>  <span class="pre">c</span></code>'
                ),
                link('<span class="math notranslate nohighlight">\\(x\\)</span>'),
            ),
        )
    ),
}

UNKNOWN = {
    "nothing": "",
    "class": items(link("T", items(link("A")))).replace("<ul>", '<ul class="x">', 1),
    "picture": items(link("T", items(link('<img alt="a" src="b"/>')))),
    "two lists in an item": items(link("T", items(link("A")) + items(link("B")))),
    "no link": items("T"),
    "other reference": items(link("T", items(link("a&nbsp;b")))),
    "bare sign": items(link("T", items(link("a > b")))),
    "other address": items('<a class="reference internal" href="#a&amp;b">T</a>'),
    "text alone": "T",
}


def theirs(toc: object, shown: int) -> dict[str, Any]:
    """Give the context of a page with *toc* once the theme has seen it."""
    context: dict[str, Any] = {"toc": toc, "theme_show_toc_level": shown}
    add_toctree_functions(SimpleNamespace(), "page", "page.html", context, None)
    return context


@pytest.mark.parametrize("shown", [1, 2])
@pytest.mark.parametrize("toc", KNOWN.values(), ids=KNOWN)
def test_contents_are_those_of_the_theme(toc: str, shown: int) -> None:
    assert draw_contents(toc, shown) == str(theirs(toc, shown)["generate_toc_html"]())


@pytest.mark.parametrize("toc", UNKNOWN.values(), ids=UNKNOWN)
def test_what_sphinx_does_not_draw_is_left_to_the_theme(toc: str) -> None:
    assert draw_contents(toc, 1) is None


def test_the_theme_draws_what_is_left_to_it() -> None:
    context = theirs(UNKNOWN["picture"], 1)
    offer_contents(context)
    assert "<img" in str(context["wiki_contents"]())


def test_contents_of_another_extension_are_taken() -> None:
    context = theirs(KNOWN["sections"], 1)
    offer_contents(context)
    context["generate_toc_html"] = lambda: "other"
    assert context["wiki_contents"]() == "other"
