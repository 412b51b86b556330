"""The contents of the whole are those of the root document as it was read last."""

from __future__ import annotations

from tests.conftest import MakeWiki
from tests.live.desk import DRAFTS, Bench
from tests.oracles import compare
from tests.wikis import CONF

ROOT = "# Root\n\n```{{toctree}}\n{}\n```\n"
THEME = f"{CONF}html_theme = 'alabaster'\n"
ASKS = """
def setup(app):
    app.connect("env-updated", lambda app, env: env.master_doctree and None)
"""
NOTES = {
    "index.md": ROOT.format("one"),
    "one.md": "# One\n\n[A source](https://example.org)\n",
    "two.md": "# Two\n",
}


def test_a_page_that_is_made_ahead_keeps_no_root_document(make_wiki: MakeWiki) -> None:
    bench = Bench(make_wiki({**NOTES, "conf.py": THEME}))
    bench.build()
    bench.worker.rest()
    bench.wiki.write("index.md", ROOT.format("two"))
    bench.build("index.md", opened="index.html")
    clean = bench.wiki.copy("clean").build(clean=True, overrides=DRAFTS)
    assert compare.describe(bench.wiki.files(), clean.files(), ("live", "clean")) == ""


def test_a_root_document_that_was_stored_is_loaded_again(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({**NOTES, "conf.py": THEME + ASKS}).build()
    wiki.write("index.md", ROOT.format("two"))
    wiki.build()
    after = wiki.files()
    assert compare.describe(after, wiki.build(clean=True).files(), ("after", "clean")) == ""
