"""Citations lead to the last bibliography by name, whichever was read last."""

from __future__ import annotations

from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.wikis import Wiki

BOOKS = "# {0}\n\n```{{bibliography}}\n```\n"
BIB = "@misc{x, title={One}, author={Ada Byron}, year={2001}}\n"
TWO = {f"{name}.md": BOOKS.format(name) for name in ("bee", "wasp")}
SEE = {"see.md": "# See\n\n{cite}`x`\n", "works.bib": BIB}
OTHERS = {f"other{number:02}.md": "# Another\n" for number in range(30)}
# The process that reads the last bibliography ends first.
SLOW = """
import time

def wait(app, docname, text):
    if docname == "bee":
        time.sleep(1.5)

def setup(app):
    app.connect("source-read", wait)
"""


def target(wiki: Wiki) -> str:
    """Give where the citation leads."""
    link = wiki.article("see").select_one("p a.reference")
    return str(link and link["href"]).partition("#")[0]


def test_several_processes_give_them_to_the_same_bibliography(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({**TWO, **OTHERS, **SEE}, SLOW)
    clean = wiki.copy("clean").build()
    assert target(clean) == "wasp.html"
    parallel = wiki.copy("parallel").build(parallel=2)
    assert compare.describe(clean.files(), parallel.files(), ("serial", "parallel")) == ""


def test_a_bibliography_that_is_read_again_stays_where_it_was(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({**TWO, **SEE}).build()
    wiki.write("bee.md", BOOKS.format("Bee again"))
    wiki.build()
    assert target(wiki) == "wasp.html"
    said = [line for line in wiki.warnings if "duplicate citation" in line]
    assert [line.partition(":")[0] for line in said] == ["wasp.md"]


def test_those_of_one_note_stay_in_its_order(make_wiki: MakeWiki) -> None:
    # Their anchors are no order: "id10" is before "id2".
    six = BOOKS.format("bee") + "\n```{bibliography}\n```\n" * 5
    wiki = make_wiki({"bee.md": six, **SEE}).build()
    link = wiki.article("see").select_one("p a.reference")
    entries = wiki.article("bee").select("[role=doc-biblioentry], [role=listitem]")
    assert [str(link and link["href"])] == [f"bee.html#{entries[-1]['id']}"]
