"""A new note: its name, its front matter, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sphinx_wiki.command import main
from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.model import Meta
from sphinx_wiki.facts.slugs import file_name, note_slug
from sphinx_wiki.facts.template import fill


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An adopted folder with one note, in which the command runs."""
    (tmp_path / "conf.py").touch()
    (tmp_path / "lora.md").write_text(
        "---\naliases: [Adapters]\n---\n\n# Low-rank adapters\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def meta(path: Path) -> Meta:
    """Give what a note declares, which must be without a problem."""
    found, problems = parse_meta(read_head(path.read_text(encoding="utf-8"), path.suffix))
    assert problems == ()
    return found


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Give the one line that refuses a note."""
    before = sorted(Path.cwd().rglob("*"))
    assert main(["new", *arguments]) == 2
    assert sorted(Path.cwd().rglob("*")) == before
    err = capsys.readouterr().err
    assert err.startswith("sphinx-wiki new: ")
    assert err.count("\n") == 1
    return err


def test_a_note_has_its_title_the_date_and_categories(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = dt.date.today()
    assert main(["new", "Chain rule", "--categories", "calculus,maths/algebra"]) == 0
    assert capsys.readouterr().out == "Wrote chain_rule.md.\n"
    found = meta(notes / "chain_rule.md")
    assert (found.title, found.categories) == ("Chain rule", ("calculus", "maths/algebra"))
    assert day.isoformat() <= (found.date or "") <= dt.date.today().isoformat()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Loss: a "primer" #1', "loss_a_primer_1"), ("TCP/IP", "tcp_ip"), ("日本語", "日本語"),
        ("Größe", "grösse"), ("Con", "con_note"), ("Search", "search_note"), ("yes", "yes"),
        ("12", "12"), ("- @name", "name"), ("{{date}}", "date"), ("it's", "it_s"),
        ("../../etc/passwd", "etc_passwd"), ("a\nb\tc", "a_b_c"),
        ("C++", "c_plus_plus"), ("C++20", "c_plus_plus_20"), ("F#", "f_sharp"), ("#1", "1"),
        ("issue#12", "issue_12"), ("???", "question_mark"), ("🎉", "party_popper"),
        ("∑", "n-ary_summation"),
        ("Straße nach Übersee", "strasse_nach_übersee"), ("Ωμέγα", "ωμέγα"), (".hidden", "hidden"),
        ("NUL", "nul_note"), ("COM1", "com1_note"), ("404", "404_note"), ("x" * 300, "x" * 60),
        ("word " * 60, "word" + "_word" * 15),
    ],
)  # fmt: skip
def test_an_odd_title_is_kept_and_names_a_file(notes: Path, title: str, name: str) -> None:
    assert main(["new", "--", title]) == 0
    assert meta(notes / f"{name}.md").title == " ".join(title.split())


@pytest.mark.parametrize("title", ["", "  ", "\u202e"])
def test_a_title_of_nothing_is_refused(
    notes: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "expected a title with letters, digits or signs" in refused(capsys, title)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("LORA", "'lora' is a note's file already: lora.md;"),
        ("low-rank ADAPTERS", "'Low-rank adapters' is a note's title already: lora.md:5;"),
        ("adapters", "'Adapters' is a note's alias already: lora.md:2;"),
    ],
)
def test_a_name_that_exists_is_refused_with_its_place(
    notes: Path, title: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refused(capsys, title)


def test_titles_that_would_name_one_file_get_numbers(notes: Path) -> None:
    for title in ("A/B", "A B", "A: B"):
        assert main(["new", title]) == 0
    assert [meta(notes / f"{name}.md").title for name in ("a_b", "a_b_2", "a_b_3")] == [
        "A/B", "A B", "A: B",
    ]  # fmt: skip


def test_a_number_is_given_for_a_name_that_a_note_in_another_folder_has(notes: Path) -> None:
    (notes / "ml").mkdir()
    (notes / "ml" / "a_b.md").write_text("# Something else\n", encoding="utf-8")
    main(["new", "A/B"])
    assert (notes / "a_b_2.md").is_file()


def test_a_vault_names_signs_that_no_file_can_have(notes: Path) -> None:
    (notes / ".obsidian").mkdir()
    for title in ("C#", "???", "🎉"):
        main(["new", title])
    assert {path.stem for path in notes.glob("*.md")} == {"lora", "C sharp", "question_mark", "🎉"}


def test_a_note_can_go_into_a_folder(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "ml").mkdir()
    assert main(["new", "Softmax", "--folder", "ml"]) == 0
    assert (notes / "ml" / "softmax.md").is_file()
    # Names are those of the whole wiki.
    assert "'Softmax' is a note's title" in refused(capsys, "softmax")
    assert "Did you mean 'ml'?" in refused(capsys, "X", "--folder", "mll")


def test_a_name_is_looked_for_from_the_top(
    notes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "ml").mkdir()
    monkeypatch.chdir(notes / "ml")
    assert f"{notes}/lora.md" in refused(capsys, "lora", "--folder", ".")


def test_a_vault_names_files_by_titles(notes: Path) -> None:
    (notes / ".obsidian").mkdir()
    main(["new", "What is a/b?"])
    assert (notes / "What is a b.md").is_file()


def test_a_project_of_quarto_gets_qmd(notes: Path) -> None:
    (notes / "lora.md").unlink()
    (notes / "_quarto.yml").touch()
    main(["new", "Chain rule"])
    assert (notes / "chain_rule.qmd").is_file()


def test_a_template_of_ones_own_is_filled(notes: Path) -> None:
    (notes / "_templates").mkdir()
    (notes / "_templates" / "note.md").write_text(
        "---\ntitle: '{{title}}'\ntags: {{ categories }}\nstatus: seed\n---\n\n# {{title}}\n",
        encoding="utf-8",
    )
    main(["new", "It's: x", "-c", "a, b"])
    found = meta(notes / "it_s_x.md")
    assert (found.title, found.categories, found.status) == ("It's: x", ("a", "b"), "seed")
    assert (notes / "it_s_x.md").read_text(encoding="utf-8").endswith("\n# It's: x\n")


def test_a_template_that_gives_no_note_is_refused(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "t.txt").touch()
    assert "expected a file .md or .qmd" in refused(capsys, "X", "-t", "t.txt")
    (notes / ".bad.md").write_text("---\ntitle: [{{title}}\n---\n", encoding="utf-8")
    assert "gives no note" in refused(capsys, "X", "-t", ".bad.md")
    assert "cannot be read" in refused(capsys, "X", "-t", "gone.md")


def test_it_opens_in_the_editor(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "cp lora.md")
    main(["new", "Chain rule", "--edit"])
    assert (notes / "chain_rule.md").read_bytes() == (notes / "lora.md").read_bytes()


# No argument of a command holds a NUL.
_ARGUMENT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40), st.lists(_ARGUMENT, max_size=3))
def test_whatever_the_title_front_matter_says_it(title: str, categories: list[str]) -> None:
    title = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    assume(title)
    head = read_head(fill(None, title, "2024-07-07", categories), ".md")
    assert head.problems == ()
    assert head.data["title"] == title
    assert head.data.get("categories", []) == categories


@given(st.text(max_size=400))
def test_whatever_the_title_a_file_can_have_the_name(title: str) -> None:
    for name in (note_slug(title), file_name(title)):
        assert len(name.encode("utf-8", "surrogatepass")) <= 245
        assert not set('/\\:*?"<>|#^[]\n') & set(name)
        assert not name.startswith(".")
