"""Notes of Quarto: cells and values run in one go, shown where they are written."""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.oracles.folder import png
from tests.wikis import Wiki


def cell(code: str, language: str = "python") -> str:
    return f"```{{{language}}}\n{code}\n```\n\n"


NOTES: dict[str, str | bytes] = {
    "run.qmd": "---\ntitle: Run\njupyter: python3\n---\n\nText.\n\n"
    + cell("#| echo: false\nx = 20 + 1\nprint('fir' + 'st')")
    + "::: {.callout-note}\n\n"
    + cell("x * 2")
    + ":::\n\n- item\n\n  ```{python}\n  'in a ' + 'list'\n  ```\n\n"
    + "It is `{python} x`, `{python} 'wo' + 'rd'`, `{python} missing` and `{python} x + 1`.\n\n"
    + "Only shown:\n\n```python\nx = 0\n```\n\n`python x`\n\n"
    + cell("#| echo: true\n1 + 1", "r")
    + "{{< include parts/_part.qmd >}}\n\n"
    + cell("{{< include parts/_code.py >}}")
    + "x ends as `{python} x`.\n",
    "parts/_part.qmd": "---\ntitle: Not this\n---\n\n## Part\n\n"
    + cell("x = x + 100\nx")
    + "Within `{python} x`. "
    "![](here.png)\n",
    "here.png": png(1),
    "parts/_code.py": "x = x + 1000\nprint('co' + 'de')\n",
    "markdown.qmd": "Value `{python} m`.\n\n"
    + cell("from IPython.display import Markdown\nm = Markdown('**bo' + 'ld**')")
    + "Then `{python} m`.\n",
    "other.qmd": "# Other\n\n" + cell("1 + 1", "r") + "`{r} x`\n",
    "myst.qmd": "# MyST\n\n```{code-cell} python\n'my' + 'st'\n```\n\nIn order.\n",
    "knitr.qmd": "# Knitr\n\n" + cell("x = 1") + "It is `r x`.\n",
    "project/_quarto.yml": "project:\n  type: website\n",
    "project/plain.md": "# Plain\n\n" + cell("only = 'shown'"),
    "options.qmd": "---\nexecute: {echo: false}\n---\n# Options\n\n"
    + cell("#| lable: x\n'opt' + 'ion'"),
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES).build()


def words(part: Tag) -> str:
    return " ".join(part.get_text(" ").split())


def test_a_qmd_file_is_a_note(wiki: Wiki) -> None:
    assert {note["name"] for note in wiki.json()["notes"]} >= {"run", "markdown", "other"}


def test_files_with_a_stroke_are_no_notes(wiki: Wiki) -> None:
    assert not (wiki.outdir / "parts").exists()


def test_cells_run_wherever_they_stand(wiki: Wiki) -> None:
    shown = words(wiki.article("run"))
    for output in ("first", "42", "in a list", "121", "code"):
        assert output in shown.replace("'in a ' + 'list'", "")


def test_options_are_read(wiki: Wiki) -> None:
    assert "20 + 1" not in words(wiki.article("run"))
    assert "#|" not in wiki.article("run").get_text()
    assert "'opt'" not in words(wiki.article("options"))


def test_a_wrong_option_is_said_of_its_line(wiki: Wiki) -> None:
    (line,) = [line for line in wiki.warnings if "lable" in line]
    assert line.startswith("options.qmd:7: ")
    assert "Did you mean 'label'?" in line


def test_values_stand_in_the_text(wiki: Wiki) -> None:
    assert "It is 21, word, missing and 22." in words(wiki.article("run"))


def test_a_value_that_fails_is_named_with_its_line(wiki: Wiki) -> None:
    (line,) = [line for line in wiki.warnings if "The value 'missing' failed: NameError" in line]
    assert line.startswith("run.qmd:")


def test_code_goes_on_through_included_files(wiki: Wiki) -> None:
    shown = words(wiki.article("run"))
    assert "Within 121." in shown
    assert "x ends as 1121." in shown


def test_an_included_file_brings_its_headings_and_no_front_matter(wiki: Wiki) -> None:
    assert [words(heading) for heading in wiki.article("run").find_all("h2")] == ["Part #"]
    assert "Not this" not in wiki.html("run")


def test_markdown_that_a_value_gives_is_read(wiki: Wiki) -> None:
    assert [strong.text for strong in wiki.article("markdown").find_all("strong")] == ["bold"]


def test_plain_code_is_only_shown(wiki: Wiki) -> None:
    shown = words(wiki.article("run"))
    assert "x = 0" in shown
    assert "python x" in shown


def test_cells_of_another_language_are_shown(wiki: Wiki) -> None:
    blocks = wiki.article("run").select("div.highlight-r")
    assert [words(block) for block in blocks] == ["1 + 1"]


def test_inline_code_of_knitr_is_code_where_python_runs(wiki: Wiki) -> None:
    assert "It is r x ." in words(wiki.article("knitr"))
    assert not [line for line in wiki.warnings if line.startswith("knitr.qmd")]


def test_cells_of_myst_run_as_well(wiki: Wiki) -> None:
    assert "'my' + 'st' 'myst' In order." in words(wiki.article("myst"))


def test_cells_in_other_notes_of_a_project_are_shown(wiki: Wiki) -> None:
    assert "only = 'shown'" in words(wiki.article("project/plain"))
    assert not [line for line in wiki.warnings if line.startswith("project/plain.md")]


def test_without_the_dialect_nothing_of_it_is_read(make_wiki: MakeWiki) -> None:
    text = "---\ntitle: A\n---\n\n`{python} 1 + 1` {{< meta title >}}\n"
    wiki = make_wiki({"a.qmd": text}, 'wiki_dialects = ["myst"]\n').build()
    assert "{python} 1 + 1 {{< meta title >}}" in words(wiki.article("a"))


def test_a_language_without_a_kernel_is_said_in_a_box(wiki: Wiki) -> None:
    box = wiki.article("other").select_one(".wiki-missing-kernel")
    assert box is not None
    assert "ir" in words(box)
    assert any("The kernel 'ir' is not installed" in line for line in wiki.warnings)


def test_an_edit_of_an_included_file_reaches_the_note(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES).build()
    wiki.write("parts/_part.qmd", cell("x = x + 5\nx"))
    wiki.write("parts/_code.py", "x = x + 1\n")
    wiki.build()
    fresh = wiki.copy("fresh").build()
    assert not compare.describe(wiki.files(), fresh.files(), ("incremental", "clean"))
    assert "x ends as 27." in words(wiki.article("run"))
