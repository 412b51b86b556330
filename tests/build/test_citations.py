"""What citations show, which is what the bibliography calls the works."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

BIB = r"""@article{theory, author={Claude E. Shannon}, title={A theory}, journal={Bell}, year=1948}
@article{game, author={Shannon, Claude}, title={Playing games}, journal={Bell}, year=1948}
@book{both, author={Claude Shannon and Warren Weaver}, title={Both}, publisher={U}, year=1949}
@misc{many, author={{ACM, Inc.} and {\"O}zil, A. and others}, title={Many}, date={2024-05}}
@misc{page, title={What nobody signed and is as long as only a page may be}, year={n.y.}}
@misc{bare, title={Undated}}
"""
KEYS = ("theory", "game", "both", "many", "page", "bare")
LABELS = [
    "[ACM, Inc. et al., 2024]",
    "[Shannon, 1948a]",
    "[Shannon, 1948b]",
    "[Shannon and Weaver, 1949]",
    "[Undated, n.d.]",
    "[What nobody signed and is as long as…, n.y.]",
]
ROLES = {
    "p": "[see Shannon, 1948b, p. 3; Shannon and Weaver, 1949]",
    "t": "Shannon [see 1948b, p. 3], Shannon and Weaver [1949]",
    "alp": "see Shannon, 1948b, p. 3; Shannon and Weaver, 1949",
}


def citing(role: str, *keys: str) -> str:
    return f"{role}: {{cite:{role}}}`{','.join(keys)}`\n\n"


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    works = "".join(citing("p", key) for key in KEYS)
    others = "\n".join(citing(role, "{see}game{p. 3}", "both") for role in ROLES)
    years = citing("yearpar", "game") + citing("author", "many") + citing("authors", "many")
    notes = {"works.md": "# Works\n\n" + works, "roles.md": "# Roles\n\n" + others + years}
    return make_shared_wiki({**notes, "refs.bib": BIB}).build()


def said(wiki: Wiki, page: str, role: str) -> list[str]:
    """Give what the citations of *page* with *role* show."""
    texts = [p.get_text() for p in wiki.article(page).find_all("p")]
    return [text.removeprefix(f"{role}: ") for text in texts if text.startswith(f"{role}: ")]


def labels(wiki: Wiki, page: str = "sources") -> list[str]:
    """Give the labels of the bibliography on *page*."""
    return [each.get_text() for each in wiki.article(page).select("[role=listitem] > .label")]


def test_a_bibliography_is_in_the_order_of_its_labels(wiki: Wiki) -> None:
    assert labels(wiki) == LABELS


def test_each_work_is_cited_by_its_label(wiki: Wiki) -> None:
    assert sorted(said(wiki, "works", "p")) == sorted(LABELS)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_shows_what_is_in_the_label(wiki: Wiki, role: str) -> None:
    assert said(wiki, "roles", role) == [ROLES[role]]


def test_a_year_has_the_letter_that_it_has_in_the_label(wiki: Wiki) -> None:
    assert said(wiki, "roles", "yearpar") == ["[1948b]"]


def test_authors_are_one_or_all(wiki: Wiki) -> None:
    assert said(wiki, "roles", "author") == ["ACM, Inc. et al."]
    assert said(wiki, "roles", "authors") == ["ACM, Inc., Özil et al."]


def test_works_are_in_the_order_of_their_keys(make_wiki: MakeWiki) -> None:
    text = "# A\n\n" + citing("p", "{see}both", "{also}game")
    wiki = make_wiki({"a.md": text, "refs.bib": BIB}).build()
    assert said(wiki, "a", "p") == ["[see Shannon and Weaver, 1949; also Shannon, 1948]"]


@pytest.mark.parametrize(
    ("conf", "shown"),
    [
        ('bibtex_default_style = "plain"\n', ("[1]", "Shannon and Weaver [1]", "[1]")),
        (
            'bibtex_reference_style = "label"\n',
            ("[SW49]", "Shannon and Weaver [SW49]", "[SW49]"),
        ),
        (
            'bibtex_reference_style = "author_year"\n',
            ("[Shannon and Weaver, 1949]", "Shannon and Weaver [1949]", "[SW49]"),
        ),
    ],
)
def test_the_styles_of_conf_py_hold(
    make_wiki: MakeWiki, conf: str, shown: tuple[str, str, str]
) -> None:
    text = "# A\n\n" + citing("p", "both") + citing("t", "both")
    wiki = make_wiki({"a.md": text, "refs.bib": BIB}, conf).build()
    assert (*said(wiki, "a", "p"), *said(wiki, "a", "t"), *labels(wiki)) == shown
