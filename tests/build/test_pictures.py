"""Still pictures of interactive figures, where Kaleido and a Chrome are installed."""

from __future__ import annotations

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from sphinx.util.images import get_image_size

from sphinx_wiki.figures import pictures
from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTES: dict[str, str | bytes] = {
    "a.md": "# A\n\n```{code-cell}\n#| label: fig-a\n#| fig-cap: Caption\n"
    "import plotly.express as px\npx.line(y=[1, 3, 2], title='Named', height=300)\n```\n\n"
    "```{code-cell}\npx.choropleth(locations=['DEU'], color=[1], title='Map')\n```\n",
}
HERE = pytest.mark.skipif(not pictures.can_draw(), reason="Kaleido or a Chrome is missing")


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES).build_apart()


@HERE
def test_readers_without_scripts_see_a_picture(wiki: Wiki) -> None:
    page = BeautifulSoup(wiki.html("a"), "html.parser")
    images = page.select(".wiki-plotly noscript img")
    assert [image["alt"] for image in images] == ["Named", "Map"]
    assert get_image_size(wiki.outdir / str(images[0]["src"])) == (1400, 600)


@HERE
@pytest.mark.parametrize("builder", ["latex", "epub"])
def test_paper_has_a_picture(wiki: Wiki, builder: str) -> None:
    other = wiki.copy(builder)
    other.doctrees = wiki.doctrees
    other.build_apart(builder=builder)
    names = other.paths()
    if builder == "epub":
        (book,) = [name for name in names if name.endswith(".epub")]
        names = zipfile.ZipFile(io.BytesIO(other.files()[book])).namelist()
    drawn = [name for name in names if name.endswith(".png") and "_static" not in name]
    assert len(drawn) == 2


@HERE
def test_a_picture_is_drawn_once(wiki: Wiki) -> None:
    assert "drawing pictures" not in wiki.build_apart("-E").log


def test_without_a_chrome_a_line_names_the_figure(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "can_draw", lambda: False)
    built = make_wiki(NOTES).build()
    words = BeautifulSoup(built.html("a"), "html.parser").select_one(".wiki-plotly noscript")
    assert words is not None
    assert words.get_text() == "[Figure: Named]"
