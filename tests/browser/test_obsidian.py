"""A vault in Chromium: diagrams, callouts, embeds and tasks, from files and over HTTP."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.test_access import serious
from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

# A diagram of each kind that Mermaid has, as its documentation shows them.
KINDS: dict[str, str] = {
    "flowchart": "flowchart LR\n  A[Start] --> B{Is it?}\n  B -->|Yes| C[OK]",
    "sequence": "sequenceDiagram\n  Alice->>Bob: Hello\n  Bob-->>Alice: Fine",
    "class": "classDiagram\n  Animal <|-- Duck\n  Animal : +int age",
    "state": "stateDiagram-v2\n  [*] --> Still\n  Still --> [*]",
    "entities": "erDiagram\n  CUSTOMER ||--o{ ORDER : places",
    "journey": "journey\n  title My day\n  section Work\n    Make tea: 5: Me",
    "gantt": "gantt\n  dateFormat YYYY-MM-DD\n  section A\n  Task :a1, 2014-01-01, 30d",
    "pie": 'pie title Pets\n  "Dogs" : 386\n  "Cats" : 85',
    "quadrants": "quadrantChart\n  x-axis Low --> High\n  y-axis Low --> High\n  A: [0.3, 0.6]",
    "requirements": "requirementDiagram\n  requirement one {\n    id: 1\n    text: t\n"
    "    risk: high\n    verifymethod: test\n  }",
    "git": "gitGraph\n  commit\n  branch develop\n  commit",
    "c4": 'C4Context\n  title System\n  Person(a, "Customer", "x")',
    "mindmap": "mindmap\n  root((mind))\n    A\n    B",
    "timeline": "timeline\n  title History\n  2002 : LinkedIn",
    "sankey": "sankey-beta\nA,B,10\nB,C,5",
    "xy": "xychart-beta\n  x-axis [jan, feb]\n  bar [5, 6]",
    "block": "block-beta\n  columns 1\n  A B",
    "packet": 'packet-beta\n  0-15: "Source"',
    "kanban": "kanban\n  Todo\n    [Write]",
    "architecture": "architecture-beta\n  group api(cloud)[API]\n  service db(database)[DB] in api",
    "radar": "radar-beta\n  axis A, B, C\n  curve c{1, 2, 3}",
    "treemap": 'treemap-beta\n"A"\n  "B": 10\n  "C": 20',
}
CALLOUTS = ("note", "abstract", "info", "todo", "tip", "success", "question", "warning", "failure",
            "danger", "bug", "example", "quote", "important", "caution", "unheard-of")  # fmt: skip


def sound() -> bytes:
    """Give half a second of silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(1)
        writer.setframerate(8000)
        writer.writeframes(b"\x80" * 4000)
    return file.getvalue()


def fence(source: str) -> str:
    return f"```mermaid\n{source}\n```\n\n"


NOTES: dict[str, str | bytes] = {
    ".obsidian/app.json": "{}",
    "kinds.md": "# Kinds\n\n" + "".join(f"## {k}\n\n{fence(v)}" for k, v in KINDS.items()),
    "wrong.md": f"# Wrong\n\n{fence('flowchrt LR')}Between.\n\n{fence('pie')}"
    + fence("flowchart LR\n  A -->"),
    "evil.md": "# Evil\n\n"
    + fence(
        "%%{init: {'securityLevel': 'loose', 'htmlLabels': true}}%%\nflowchart LR\n"
        '  A["<img src=data:,x onerror=wikiHurt=1><b onclick=wikiHurt=1>x</b>"] --> B\n'
        '  click A "javascript:wikiHurt=1"\n  click B call wikiHurt()'
    ),
    "callouts.md": "# Callouts\n\n"
    + "".join(f"> [!{kind}] About {kind}\n> Text with [[kinds]].\n\n" for kind in CALLOUTS)
    + "> [!tip]- Closed\n> Inside.\n\n> [!faq]+ Open\n> > [!todo]- Nested\n> > Deep.\n",
    "shows.md": "# Shows\n\nBefore.\n\n![[small]]\n\n![[cube.png|120]]\n\nAfter.\n",
    "small.md": f"# Small\n\nIn small, ==marked==.\n\n{fence(KINDS['flowchart'])}",
    "cube.png": png(3),
    "media.md": "# Media\n\n![[sound.wav]]\n\n![[wide.png|200x50]]\n\n![[wide.png]]\n",
    "sound.wav": sound(),
    "wide.png": png(5),
    "tasks.md": "# Tasks\n\n- [ ] Open\n- [x] Done\n- [?] Ask\n- [/] Begun\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES).build()


@pytest.fixture
def at(wiki: Wiki, serve: Callable[[Path], str]) -> str:
    return serve(wiki.outdir)


def drawn(page: Any) -> Any:
    """Give *page* with every diagram drawn, or its fault shown."""
    page.wait_for_load_state()
    boxes = page.locator(".wiki-diagram")
    for number in range(boxes.count()):
        boxes.nth(number).scroll_into_view_if_needed()
        boxes.nth(number).locator(".wiki-diagram-drawn, .wiki-diagram-fault").wait_for()
    return page


def test_every_kind_is_drawn(visit: Open, wiki: Wiki, address: Callable[[Path], str]) -> None:
    page = drawn(visit(f"{address(wiki.outdir)}/kinds.html"))
    faults = page.locator(".wiki-diagram-fault").all_inner_texts()
    assert faults == []
    for number in range(len(KINDS)):
        size = page.locator(".wiki-diagram svg").nth(number).bounding_box()
        assert size["width"] > 20
        assert size["height"] > 20


def test_one_out_of_view_waits(visit: Open, at: str) -> None:
    page = visit(f"{at}/kinds.html")
    page.locator(".wiki-diagram-drawn").first.wait_for()
    assert page.locator(".wiki-diagram").last.locator("svg").count() == 0


def test_a_wrong_one_shows_its_source_and_the_message(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/wrong.html"))
    faults = page.locator(".wiki-diagram-fault")
    first = faults.first.inner_text()
    assert "This diagram cannot be drawn." in first
    assert "No diagram type detected" in first
    assert first.count("flowchrt LR") == 2
    assert "A -->" in faults.last.inner_text()
    # Nothing that Mermaid made to measure with is left.
    assert page.locator("body > [id^=dwiki-diagram]").count() == 0


def test_its_words_run_no_scripts_whatever_it_asks_for(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/evil.html"))
    assert page.locator(".wiki-diagram [onerror], .wiki-diagram [onclick]").count() == 0
    hrefs = page.locator(".wiki-diagram a").evaluate_all(
        "all => all.map(a => a.getAttribute('href') || a.getAttribute('xlink:href') || '')"
    )
    assert [href for href in hrefs if "javascript" in href] == []
    assert page.evaluate("typeof window.wikiHurt") == "undefined"


def test_it_follows_the_switch_at_once(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/small.html", color_scheme="light"))
    node = page.locator(".wiki-diagram .node rect, .wiki-diagram .node path").first
    fill = "each => getComputedStyle(each).fill"
    light = node.evaluate(fill)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.locator(".wiki-diagram[data-drawn=dark]").wait_for()
    assert node.evaluate(fill) != light


def test_without_scripts_its_source_is_read(visit: Open, at: str) -> None:
    page = visit(f"{at}/small.html", java_script_enabled=False)
    assert "flowchart LR" in page.locator(".wiki-diagram").inner_text()


def test_it_stands_in_embeds(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/shows.html"))
    assert page.locator(".wiki-embed .wiki-diagram svg").count() == 1
    assert page.locator(".wiki-embed .mark").inner_text() == "marked"
    assert page.locator("img[src*=cube]").bounding_box()["width"] == 120


def test_sound_plays(visit: Open, wiki: Wiki, address: Callable[[Path], str]) -> None:
    page = visit(f"{address(wiki.outdir)}/media.html")
    player = page.locator("audio")
    player.evaluate("each => each.readyState || new Promise(r => each.onloadedmetadata = r)")
    assert player.evaluate("each => each.duration") == 0.5
    assert player.get_attribute("aria-label") == "sound.wav"


def test_a_picture_has_the_size_that_is_asked_for(visit: Open, at: str) -> None:
    box = visit(f"{at}/media.html").locator("img").first.bounding_box()
    assert (box["width"], box["height"]) == (200, 50)


def test_a_page_moves_little_when_it_is_drawn(visit: Open, at: str) -> None:
    page = visit(f"{at}/small.html")
    moved = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => {"
        "for (const each of list.getEntries()) sum += each.value;})"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 1500)})"
    )
    # What Web Vitals calls good.
    assert moved < 0.1


def test_a_closed_callout_opens_by_the_keyboard(visit: Open, at: str) -> None:
    page = visit(f"{at}/callouts.html")
    inside = page.get_by_text("Inside.")
    assert not inside.is_visible()
    page.locator("summary", has_text="Closed").focus()
    page.keyboard.press("Enter")
    assert inside.is_visible()


def test_a_closed_callout_in_an_open_one_is_closed(visit: Open, at: str) -> None:
    page = visit(f"{at}/callouts.html")
    assert page.locator("summary", has_text="Nested").is_visible()
    assert not page.get_by_text("Deep.").is_visible()


def test_every_callout_has_its_title(visit: Open, at: str) -> None:
    page = visit(f"{at}/callouts.html")
    titles = page.locator(".admonition > .admonition-title").all_inner_texts()
    assert titles == [f"About {kind}" for kind in CALLOUTS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["callouts", "shows", "tasks", "kinds", "wrong", "media"])
def test_axe_finds_nothing_serious(visit: Open, at: str, name: str, scheme: str) -> None:
    assert serious(drawn(visit(f"{at}/{name}.html", color_scheme=scheme))) == []


@pytest.mark.parametrize("name", ["callouts", "shows", "tasks", "kinds", "wrong", "media"])
def test_no_page_is_wider_than_a_phone(visit: Open, at: str, name: str) -> None:
    page = drawn(visit(f"{at}/{name}.html", size=(390, 844)))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_theme_that_leaves_the_choice_to_the_system_is_heard(visit: Open, at: str) -> None:
    page = visit(f"{at}/small.html", color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'auto'")
    drawn(page)
    page.locator(".wiki-diagram[data-drawn=dark]").wait_for()
