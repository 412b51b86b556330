"""Live preview in Chromium: what somebody sees who writes and looks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.conftest import MakeWiki
from tests.live.served import Served, wait_for
from tests.wikis import CONF

LONG = "\n\n".join(f"Paragraph {number} of a long note." for number in range(150))
NOTES = {
    "long.md": f"# Long\n\nFirst.\n\n{LONG}\n\n## The end\n\nLast.\n",
    "other.md": "# Other\n\nSee [](long.md).\n",
    "third.md": "# Third\n\nAlone.\n",
}


@pytest.fixture(scope="module")
def served(make_shared_wiki: MakeWiki) -> Iterator[Served]:
    """A wiki that is served while tests edit it; each test edits a note of its own."""
    wiki = make_shared_wiki(
        {
            **NOTES,
            **{f"many/n{number}.md": f"# N {number}\n" for number in range(100)},
            "broken.md": "# Broken\n\nText.\n",
            "doomed.md": "# Doomed\n\nText.\n",
            "old.md": "# Old\n\nText.\n",
            "picture.md": "# Picture\n\n![A picture](one.svg)\n",
            "one.svg": _svg("red"),
            "cites.md": "# Cites\n\n{cite}`alpha`\n\n```{bibliography}\n```\n",
            "works.bib": "@misc{alpha, title={First title}, author={A. Writer}, year={2020}}\n",
        }
    )
    with Served(wiki, "--editor", "vscode") as running:
        yield running


def _svg(colour: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<rect width="9" height="9" fill="{colour}"/></svg>'
    )


def _text(page: Any, words: str) -> None:
    page.wait_for_function(
        "words => document.body && document.body.textContent.includes(words)",
        arg=words,
        timeout=90_000,
    )


def _live(page: Any, selector: str) -> Any:
    return page.locator(f"#wiki-live >> {selector}")


def test_an_edit_is_shown_where_one_was_reading(served: Served, visit: Open) -> None:
    page = visit(f"{served.address}/long.html#the-end")
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    before = page.evaluate("scrollY")
    served.wiki.write("long.md", NOTES["long.md"].replace("Last.", "Last, edited."))
    _text(page, "Last, edited.")
    page.wait_for_function(f"Math.abs(scrollY - {before}) < 5", timeout=90_000)
    assert page.url.endswith("#the-end")


def test_a_page_that_stays_is_not_loaded_again_and_told_what_changed(
    served: Served, visit: Open
) -> None:
    page = visit(f"{served.address}/third.html")
    page.evaluate("window.kept = true")
    served.wiki.write("other.md", NOTES["other.md"] + "\nMore.\n")
    status = _live(page, "[role=status]")
    status.get_by_role("link", name="other").wait_for(timeout=90_000)
    assert page.evaluate("window.kept")


def test_a_fault_is_shown_with_its_place_until_it_is_mended(served: Served, visit: Open) -> None:
    page = visit(f"{served.address}/broken.html")
    box = page.evaluate("document.querySelector('article').getBoundingClientRect().toJSON()")
    served.wiki.write("broken.md", "# Broken\n\nText.\n\n[Lost](nowhere.md)\n")
    button = _live(page, "button")
    button.wait_for(timeout=90_000)
    assert button.inner_text() == "1 warning"
    now = page.evaluate("document.querySelector('article').getBoundingClientRect().toJSON()")
    assert (now["x"], now["y"]) == (box["x"], box["y"])
    button.click()
    place = _live(page, "a.place")
    assert place.inner_text() == "broken.md:5"
    path = served.wiki.source / "broken.md"
    assert place.get_attribute("href") == f"vscode://file{path}:5"
    # Another edit mends nothing.
    served.after(lambda: served.wiki.write("third.md", NOTES["third.md"] + "\nSo what.\n"))
    assert button.is_visible()
    served.wiki.write("broken.md", "# Broken\n\nText.\n")
    button.wait_for(state="hidden", timeout=90_000)


def test_a_renamed_note_is_gone_and_there(served: Served, visit: Open) -> None:
    page = visit(f"{served.address}/old.html")
    source = served.wiki.source
    (source / "old.md").rename(source / "new.md")
    gone = _live(page, "text=This page is gone")
    gone.wait_for(timeout=90_000)
    # It stays, whatever else changes.
    served.wiki.write("third.md", NOTES["third.md"] + "\n[Lost](lost.md)\n")
    _live(page, "text=1 warning").wait_for(timeout=90_000)
    assert gone.is_visible()
    served.wiki.write("third.md", NOTES["third.md"])
    page.goto(f"{served.address}/new.html")
    _text(page, "Old")


def test_a_deleted_note_leaves_lists(served: Served, visit: Open) -> None:
    page = visit(f"{served.address}/index.html")
    _text(page, "Doomed")
    served.wiki.remove("doomed.md")
    page.wait_for_function(
        "document.body && !document.body.textContent.includes('Doomed')", timeout=90_000
    )
    assert served.get("/doomed.html")[0] == 404


def test_a_hundred_files_make_one_build(served: Served) -> None:
    wiki = served.wiki

    def check_out() -> None:
        for number in range(100):
            part = wiki.source / f"many/n{number}.md.tmp"
            part.write_text(f"# N {number}\n\nOf another branch.\n", encoding="utf-8")
            part.replace(wiki.source / f"many/n{number}.md")

    said = served.after(check_out)
    assert "100 notes read" in said
    builds = served.builds()
    served.after(lambda: wiki.write("third.md", NOTES["third.md"] + "\nLater.\n"))
    assert served.builds() == builds + 1


def test_a_new_time_and_what_editors_leave_build_nothing(served: Served) -> None:
    builds, wiki = served.builds(), served.wiki
    os.utime(wiki.source / "third.md")
    wiki.write("third.md~", "kept by an editor")
    wiki.write(".third.md.swp", "kept by an editor")
    # What is written after these is built, and nothing was before it.
    served.after(lambda: wiki.write("third.md", NOTES["third.md"] + "\nReally.\n"))
    assert served.builds() == builds + 1


def test_another_picture_is_shown(served: Served, visit: Open) -> None:
    page = visit(f"{served.address}/picture.html")
    served.wiki.write("one.svg", _svg("blue"))
    page.wait_for_function(
        "fetch(document.querySelector('article img')?.src).then(r => r.text())"
        ".then(text => text.includes('blue')).catch(() => false)",
        timeout=90_000,
    )


def test_another_bibliography_is_shown(served: Served, visit: Open) -> None:
    page = visit(f"{served.address}/cites.html")
    _text(page, "First title")
    bib = served.wiki.source / "works.bib"
    bib.write_text(bib.read_text().replace("First title", "Second title"), encoding="utf-8")
    _text(page, "Second title")


def test_a_broken_conf_py_is_shown_until_it_is_mended(served: Served, visit: Open) -> None:
    page = visit(f"{served.address}/third.html")
    served.wiki.write("conf.py", CONF + "html_title = (\n")
    button = _live(page, "button.error")
    button.wait_for(timeout=90_000)
    button.click()
    assert _live(page, ".place").first.inner_text().startswith("conf.py:")
    assert served.get("/third.html")[0] == 200
    served.wiki.write("conf.py", CONF + "html_title = 'Another title'\n")
    page.wait_for_function("document.title.includes('Another title')", timeout=90_000)
    wait_for(lambda: not button.is_visible())
