"""A check says what a build from nothing would, without building, running or writing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sphinx_wiki.command import main
from sphinx_wiki.command.check.formats import FORMATS
from sphinx_wiki.command.check.session import look
from sphinx_wiki.facts.findings import KINDS, Finding, Report
from sphinx_wiki.messages import Kind
from tests.conftest import MakeWiki
from tests.wikis import ROOT, Wiki

NOTES: dict[str, str | bytes] = {
    "index.md": "# Start\n\n```{toctree}\nlisted\n```\n",
    "listed.md": "# Listed\n\nText\n",
    "date.md": "---\ntitle: Date\ndate: 31.2.2024\ncategores: [x]\nimage: plot.png\n---\n\nText\n",
    "links.md": "# Links\n\n[](dotproduct.md), [](data.csv), [](qlora.md#seting-up) and\n"
    "[[Eigenvector]], [[Basis]], [[vector]], [[view.base]].\n\n![](lost.png)\n",
    "more.md": "# More\n\n[[Eigenvector]], [](data.csv), ![[view.base]] and {unknown}`x`\n\n"
    "## Sources\n\n- Linear Algebra Done Right\n",
    "qlora.md": "# QLoRA\n\nSee [](more.md).\n\n```{wiki:listing}\n:sort: titel\n```\n",
    "dot_product.md": "---\naliases: [QLoRA]\n---\n\n# Dot product\n\nText\n",
    "biology/vector.md": "# Carrier\n\nText\n",
    "maths/vector.md": "# Vector\n\nText, [](../qlora.md)\n",
    "latin.md": "# caf\xe9\n".encode("latin-1"),
    "draft.md": "---\ndraft: true\n---\n\n[](nowhere.md)\n",
    "code.md": "# Code\n\n```{code-cell}\n1 / 0\n```\n",
}

_WARNING = re.compile(r"(?:(?P<place>[^ ]+): )?(?:WARNING|ERROR): (?P<words>.*)")


@pytest.fixture(autouse=True)
def own_caches(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what checks keep out of the caches of who runs the tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def faulty(make_shared_wiki: MakeWiki) -> Wiki:
    """A folder with faults, built."""
    return make_shared_wiki(NOTES).build()


@pytest.fixture(scope="module")
def report(faulty: Wiki) -> Report:
    """What a check says of it."""
    return look(faulty.source, None)


def warned(wiki: Wiki) -> set[tuple[str, str]]:
    """Give the place and the words of each warning of the last build."""
    found = [match for line in wiki.warnings if (match := _WARNING.fullmatch(line))]
    return {((match["place"] or "").rstrip(":"), match["words"]) for match in found}


def told(report: Report) -> set[tuple[str, str]]:
    """Give the same of what a check found and builds warn about, too."""
    return {
        (f"{each.path}:{each.line}" if each.line else each.path,
         f"{each.message} [{each.warning}]" if each.warning else each.message)
        for each in report.findings if each.kind not in ("orphan", "unsourced")
    }  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    """Give all bytes below a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def of(report: Report, kind: str) -> list[Finding]:
    """Give the findings of one kind."""
    return [each for each in report.findings if each.kind == kind]


def test_it_says_what_the_build_warned_about(faulty: Wiki, report: Report) -> None:
    assert told(report) == warned(faulty)
    assert len(told(report)) > 10


def test_it_says_the_same_where_nothing_was_built(faulty: Wiki, tmp_path: Path) -> None:
    fresh = Wiki.create(tmp_path, {k: v for k, v in NOTES.items() if k != "code.md"})
    first, second = look(fresh.source, None), look(fresh.source, None)
    code = {each for each in warned(faulty) if each[0].startswith("code.md")}
    assert told(first) == warned(faulty) - code
    assert second == first


def test_after_edits_it_says_what_a_build_from_nothing_would(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES).build()
    wiki.write("links.md", "# Links\n\n[](qlora.md#parts), [[Basis]]\n")
    wiki.write("eigenvector.md", "# Eigenvector\n\n[](gone.md)\n")
    wiki.remove("more.md")
    found = look(wiki.source, None)
    assert told(found) == warned(wiki.copy("clean").build())


def test_it_leaves_the_build_and_the_notes_as_they_are(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES).build()
    wiki.write("qlora.md", "# QLoRA\n\n[](lost.md)\n")
    before = files(wiki.source.parent)
    look(wiki.source, None)
    assert files(wiki.source.parent) == before


def test_it_runs_no_code_and_says_nothing_of_that(make_wiki: MakeWiki) -> None:
    code = "# Run\n\n```{code-cell}\n#| label: fig-x\nopen('ran', 'w')\n```\n\n[](#fig-x)\n"
    wiki = make_wiki({"run.md": code})
    assert told(look(wiki.source, None)) == set()
    assert not (wiki.source / "ran").exists()


def test_broken_paths_are_errors_and_missing_names_are_advice(report: Report) -> None:
    words = {each.message.split("'")[1]: each.severity for each in of(report, "wanted")}
    assert words == {"dotproduct": "error", "Eigenvector": "advice", "Basis": "advice"}


@pytest.mark.parametrize(
    ("kind", "severity"),
    [
        ("anchor", "error"), ("image", "error"), ("metadata", "error"), ("listing", "error"),
        ("encoding", "error"), ("execution", "error"), ("ambiguous", "advice"),
        ("duplicate", "advice"), ("orphan", "advice"), ("unsourced", "advice"),
    ],
)  # fmt: skip
def test_a_kind_is_an_error_or_advice(report: Report, kind: str, severity: str) -> None:
    assert {each.severity for each in of(report, kind)} == {severity}


def test_a_finding_names_its_other_places(report: Report) -> None:
    (found,) = [each for each in of(report, "file") if "data.csv" in each.message]
    assert (found.path, found.line, found.also) == ("links.md", 3, (("more.md", 3),))


def test_wanted_notes_come_by_demand(report: Report) -> None:
    assert next(iter(report.wanted.items())) == ("Eigenvector", ("links", "more"))


def test_an_orphan_is_a_note_that_nothing_leads_to(report: Report) -> None:
    found = {each.path for each in of(report, "orphan")}
    assert found == {"links.md", "code.md", "date.md", "dot_product.md", "latin.md",
                     "maths/vector.md"}  # fmt: skip


def test_a_note_without_sources_is_told(report: Report) -> None:
    found = {each.path for each in of(report, "unsourced")}
    assert "qlora.md" in found
    assert not {"more.md", "index.md", "draft.md"} & found


def test_kinds_are_those_of_warnings_and_three_more() -> None:
    assert set(KINDS) == {kind.value for kind in Kind} | {"orphan", "unsourced", "other"}


def test_errors_fail_it(faulty: Wiki, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(faulty.source)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"{faulty.source}/links.md:3: error: The note 'dotproduct' does not exist. " in (
        "\n".join(lines)
    )
    assert re.fullmatch(r"\d+ errors and \d+ pieces of advice in 11 notes\.", lines[-1])


def test_advice_fails_a_strict_check_only(faulty: Wiki, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(faulty.source)
    assert main(["check", folder, "--select", "orphan"]) == 0
    assert main(["check", folder, "--select", "orphan", "--strict"]) == 1
    assert "[orphan]" in capsys.readouterr().out


def test_kinds_are_ignored(faulty: Wiki, capsys: pytest.CaptureFixture[str]) -> None:
    others = ",".join(set(KINDS) - {"image"})
    main(["check", str(faulty.source), "--ignore", others, "--json"])
    found = json.loads(capsys.readouterr().out)
    assert {each["kind"] for each in found["findings"]} == {"image"}
    assert found["wanted"] == []


def test_an_unknown_kind_is_refused(faulty: Wiki, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(faulty.source), "--select", "anchr"]) == 2
    assert "there is no 'anchr'. Did you mean 'anchor'?" in capsys.readouterr().err


def test_every_key_of_the_json_is_documented(report: Report) -> None:
    def keys(data: Any) -> Iterator[str]:
        if isinstance(data, list):
            for each in data:
                yield from keys(each)
        if isinstance(data, dict):
            yield from data
            yield from keys(list(data.values()))

    page = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    assert [key for key in set(keys(report.as_json())) if f"| `{key}` |" not in page] == []


def test_every_kind_is_documented_with_its_severity() -> None:
    page = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []


def test_annotations_name_files_from_the_workspace(
    faulty: Wiki, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(faulty.source.parent))
    lines = list(FORMATS["github"](report, faulty.source))
    assert (
        "::error file=notes/links.md,title=sphinx-wiki%3A anchor,line=3::"
        "'qlora' has no part 'seting-up'; the link leads to the note."
    ) in lines
    assert [line for line in lines if not re.match(r"::(error|warning|notice) ", line)] == []


def test_a_folder_without_conf_py_is_checked_with_the_usual_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# A\n\n[](b.md)\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert "The note 'b' does not exist." in out
    assert "'sphinx-wiki init'" in err


def test_the_folder_that_is_meant_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "conf.py").touch()
    assert main(["check", str(tmp_path)]) == 2
    assert f"Did you mean '{tmp_path}/notes'?" in capsys.readouterr().err


@pytest.mark.parametrize("conf", ["1 / 0", "def", "extensions = ['no_such_module']", "exit(3)"])
def test_a_conf_py_that_fails_is_one_line(
    conf: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("sphinx-wiki check: ")
    assert err.count("\n") == 1


def test_of_a_conf_py_that_fails_the_line_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf.py").write_text("a = 0\n1 / a\n", encoding="utf-8")
    main(["check", str(tmp_path)])
    err = capsys.readouterr().err
    assert err.endswith("configuration file: line 2: ZeroDivisionError: division by zero\n")


def test_doctrees_of_other_notes_are_refused(
    faulty: Wiki, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf.py").touch()
    assert main(["check", str(tmp_path), "-d", str(faulty.doctrees)]) == 2
    assert "holds no doctrees of" in capsys.readouterr().err
