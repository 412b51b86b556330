"""Directives and roles that nobody knows: the nearest name is said, and their text is shown."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

TEXT = """# A

```{notee} First <b>
Second *line*.
```

:::{toctre}
:::

```{listing}
```

```{nothing-like-it}
```

{mth}`x^2` {py:clas}`C`
"""
CELLS = "\n```{code-cell} python\n1\n```\n\n```{code-cel} python\nlost\n```\n"


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """A note with misspelt names, and another one with code."""
    files = {"a.md": TEXT, "b.md": "# B\n" + CELLS}
    return make_shared_wiki(files, 'nb_execution_mode = "off"\n').build()


@pytest.mark.parametrize(
    "said",
    [
        "a.md:3: WARNING: Unknown directive type: 'notee'. Did you mean 'note'? [myst.",
        "a.md:7: WARNING: Unknown directive type: 'toctre'. Did you mean 'toctree'? [myst.",
        "a.md:10: WARNING: Unknown directive type: 'listing'. Did you mean 'wiki:listing'? [myst.",
        "a.md:13: WARNING: Unknown directive type: 'nothing-like-it'. [myst.",
        "a.md:16: WARNING: Unknown interpreted text role \"mth\". Did you mean 'math'? [myst.",
        "a.md:16: WARNING: Unknown interpreted text role \"py:clas\". Did you mean 'py:class'?",
        "b.md:7: WARNING: Unknown directive type: 'code-cel'. Did you mean 'code-cell'? [myst.",
    ],
)
def test_the_nearest_name_is_said(wiki: Wiki, said: str) -> None:
    assert sum(said in warning for warning in wiki.warnings) == 1


def test_the_text_of_a_directive_is_shown_as_it_is_written(wiki: Wiki) -> None:
    (block,) = wiki.article("a").select("pre")
    assert block.text.strip() == "First <b>\nSecond *line*."


def test_the_text_of_a_role_is_shown(wiki: Wiki) -> None:
    assert [code.text for code in wiki.article("a").select("p code")] == ["x^2", "C"]


def test_text_is_shown_beside_cells(wiki: Wiki) -> None:
    assert "lost" in wiki.article("b").text
