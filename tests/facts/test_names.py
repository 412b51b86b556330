"""A name finds its note by path, alias and title, whatever its case and composition."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.names import NameIndex, fold

Entry = tuple[str, str, tuple[str, ...], str]


def index(*notes: str | Entry) -> NameIndex:
    """Index notes given by docname, or as whole entries."""
    return NameIndex.build(
        (note, f"Title of {note}", (), ".md") if isinstance(note, str) else note for note in notes
    )


WIKI = index(
    ("ml/chain_rule", "The chain rule", ("Kettenregel", "old/address.html"), ".md"),
    ("maths/index", "Mathematics", (), ".md"),
    ("maths/Dot Product", "Dot product", ("Inner product",), ".qmd"),
    ("maths/notes/README", "Readme", (), ".md"),
    ("qlora", "QLoRA", (), ".ipynb"),
    ("index", "Home", (), ".md"),
    ("langs", "C/C++", (), ".md"),
    ("café", "Coffee", (), ".md"),
)


# By name


@pytest.mark.parametrize(
    ("target", "docname"),
    [
        ("qlora", "qlora"),
        ("QLORA", "qlora"),
        ("qlora.ipynb", "qlora"),
        ("qlora.md", "qlora"),
        ("ml/chain_rule", "ml/chain_rule"),
        ("chain_rule", "ml/chain_rule"),
        ("chain_rule.md", "ml/chain_rule"),
        ("ML/Chain_Rule.MD", "ml/chain_rule"),
        ("dot product", "maths/Dot Product"),
        (" Dot Product ", "maths/Dot Product"),
        ("Kettenregel", "ml/chain_rule"),
        ("inner  PRODUCT", "maths/Dot Product"),
        ("old/address.html", "ml/chain_rule"),
        ("the chain rule", "ml/chain_rule"),
        ("c/c++", "langs"),
        ("cafe\u0301", "café"),
        ("notes/README", "maths/notes/README"),
        ("/qlora", "qlora"),
        ("./notes/README", "maths/notes/README"),
        ("../qlora", "qlora"),
    ],
)
def test_a_name_finds_its_note(target: str, docname: str) -> None:
    assert WIKI.resolve(target, "maths/index") == (docname, ())


@pytest.mark.parametrize("target", ["", "nothing", "rule", "ml", "../../qlora", "qlora.png"])
def test_a_name_that_nothing_has_finds_nothing(target: str) -> None:
    assert WIKI.resolve(target, "maths/index").docname is None


def test_a_path_from_the_top_wins_over_the_end_of_a_path() -> None:
    assert index("a/note", "note").resolve("note", "a/x") == ("note", ())


def test_a_file_name_wins_over_an_alias_and_an_alias_over_a_title() -> None:
    notes = index(("a", "A", ("b", "c"), ".md"), ("b", "c", (), ".md"))
    assert notes.resolve("b", "a").docname == "b"
    assert notes.resolve("c", "a").docname == "a"


def test_the_suffix_tells_notes_of_one_name_apart() -> None:
    notes = index(("a/x", "X", (), ".md"), ("b/x", "X", (), ".ipynb"))
    assert notes.resolve("x.ipynb", "a/y") == ("b/x", ())


def test_a_note_beside_the_source_is_meant() -> None:
    assert index("a/x", "b/x", "b/c/x").resolve("x", "b/y") == ("b/x", ())


def test_a_note_beside_the_source_is_meant_though_others_are_deeper() -> None:
    assert index("a/x", "b/x", "b/c/x", "b/d/x").resolve("x", "b/y") == ("b/x", ())


def test_the_order_in_which_notes_are_given_is_no_matter() -> None:
    assert index("b/x", "a/x", "c/x") == index("c/x", "a/x", "b/x")


def test_the_only_note_under_the_folder_of_the_source_is_meant() -> None:
    assert index("a/x", "b/c/x").resolve("x", "b/y") == ("b/c/x", ())


def test_of_several_notes_the_nearest_to_the_top_is_taken_and_all_are_told() -> None:
    found = index("z/x", "a/b/x", "b/x").resolve("x", "other/y")
    assert found == ("b/x", ("b/x", "z/x", "a/b/x"))


def test_two_notes_of_one_title_are_told() -> None:
    notes = index(("a", "Same", (), ".md"), ("b", "same", (), ".md"))
    assert notes.resolve("SAME", "c") == ("a", ("a", "b"))


def test_notes_that_differ_only_in_case_are_told_apart_by_exact_spelling() -> None:
    notes = index("Note", "note")
    assert notes.resolve("note", "x") == ("note", ())
    assert notes.resolve("Note.md", "x") == ("Note", ())
    assert notes.resolve("NOTE", "x").ambiguous == ("Note", "note")


# By path


@pytest.mark.parametrize(
    ("target", "docname"),
    [
        ("index.md", "maths/index"),
        ("Dot%20Product.qmd", "maths/Dot Product"),
        ("Dot Product", "maths/Dot Product"),
        ("dot product.html", "maths/Dot Product"),
        ("./Dot Product.md", "maths/Dot Product"),
        ("../qlora.ipynb", "qlora"),
        ("../qlora.html", "qlora"),
        ("../qlora.HTML", "qlora"),
        ("../QLORA.md", "qlora"),
        ("../ml/../qlora", "qlora"),
        ("/ml/chain_rule.md", "ml/chain_rule"),
        ("/ML/Chain_Rule.md", "ml/chain_rule"),
        ("/", "index"),
        ("..", "index"),
        ("../", "index"),
        (".", "maths/index"),
        ("notes", "maths/notes/README"),
        ("notes/", "maths/notes/README"),
        ("/maths", "maths/index"),
        ("../qlora/", "qlora"),
        ("../caf%C3%A9.md", "café"),
        ("../cafe\u0301.md", "café"),
        ("", "maths/Dot Product"),
    ],
)
def test_a_path_finds_its_note(target: str, docname: str) -> None:
    assert WIKI.resolve_path(target, "maths/Dot Product") == docname


@pytest.mark.parametrize(
    "target", ["chain_rule.md", "../../qlora.md", "Kettenregel", "Dot product.png", "nothing/"]
)
def test_a_path_is_neither_a_name_nor_outside(target: str) -> None:
    assert WIKI.resolve_path(target, "maths/Dot Product") is None


def test_a_percent_sign_in_a_file_name_is_taken_literally_first() -> None:
    assert index("50%20off", "50 off").resolve_path("50%20off.md", "x") == "50%20off"


def test_a_file_wins_over_a_page_that_reads_like_it() -> None:
    assert index("a", "a.md").resolve_path("a.md", "x") == "a"


# Likeness


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("chain_rul", "chain_rule"),
        ("chain-rulle", "chain_rule"),
        ("cahin rule", "chain_rule"),
        ("ml/chain_rulr.md", "chain_rule"),
        ("Ketenregel", "Kettenregel"),
        ("dot produkt", "Dot Product"),
        ("Mathematiks", "Mathematics"),
    ],
)
def test_a_slip_of_the_pen_is_told_the_name_that_was_meant(target: str, name: str) -> None:
    assert WIKI.nearest(target) == name


@pytest.mark.parametrize("target", ["plan-serialization", "plans/plan_serialisation.md"])
def test_a_name_without_the_number_of_its_file_is_told_it(target: str) -> None:
    assert index("plans/05-plan-serialization").nearest(target) == "05-plan-serialization"


@pytest.mark.parametrize("target", ["", "gradient descent", "x", "rule"])
def test_a_name_like_no_other_is_told_nothing(target: str) -> None:
    assert WIKI.nearest(target) is None


# Laws

SEGMENT = st.text("abcABCéÅßİ %.-_日", min_size=1, max_size=5).filter(
    lambda name: name.strip(" .") == name
)
DOCNAMES = st.lists(
    st.lists(SEGMENT, min_size=1, max_size=3).map("/".join), min_size=1, max_size=8, unique=True
)


@given(DOCNAMES, st.data())
def test_every_note_is_found_by_its_own_file_from_anywhere(
    docnames: list[str], data: st.DataObject
) -> None:
    notes = index(*docnames)
    docname, source = (data.draw(st.sampled_from(docnames)) for _ in range(2))
    assert notes.resolve(docname + ".md", source) == (docname, ())
    assert notes.resolve_path(f"/{docname}.md", source) == docname
    up = "../" * source.count("/")
    assert notes.resolve_path(f"{up}{docname}.md", source) == docname


@given(DOCNAMES, st.data())
def test_case_and_composition_do_not_matter_where_names_differ_in_more(
    docnames: list[str], data: st.DataObject
) -> None:
    unlike = list({fold(name): name for name in docnames}.values())
    notes = index(*unlike)
    docname, source = (data.draw(st.sampled_from(unlike)) for _ in range(2))
    known = notes.resolve(docname, source)
    for variant in (docname.casefold(), unicodedata.normalize("NFD", docname), docname.upper()):
        assert notes.resolve(variant, source) == known


@given(DOCNAMES, st.data())
def test_the_order_of_the_notes_does_not_matter(docnames: list[str], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(docnames))
    target = data.draw(SEGMENT)
    assert index(*mixed).resolve(target, "x") == index(*docnames).resolve(target, "x")


def _work(look_up: Callable[[], object]) -> int:
    """Count the steps of Python's machine that *look_up* takes."""
    steps = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., Any]:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        look_up()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(
    "look_up",
    [
        lambda wiki: wiki.resolve("note77", "folder1/x"),
        lambda wiki: wiki.resolve_path("../folder77/note77.md", "folder1/x"),
        lambda wiki: wiki.nearest("noot77"),
    ],
    ids=["name", "path", "nearest"],
)
def test_looking_up_does_not_depend_on_the_number_of_notes(
    look_up: Callable[[NameIndex], object],
) -> None:
    few, many = (index(*(f"folder{i % 100}/note{i}" for i in range(n))) for n in (100, 10_000))
    for wiki in (few, many):
        # What is made at the first look.
        look_up(wiki)
    # A scan would take a hundred times the steps.
    assert 0 < _work(lambda: look_up(many)) < 3 * _work(lambda: look_up(few))


# Pages that make themselves


@pytest.mark.parametrize(
    ("name", "docname"),
    [
        ("noise", "z/noise"),
        ("sources", "z/sources"),
        ("404", "lost"),
        ("categories/noise", "categories/noise"),
        ("/sources", "sources"),
    ],
)
def test_a_page_that_makes_itself_is_meant_only_where_no_note_is(name: str, docname: str) -> None:
    made = ("categories/noise", "sources", "404")
    notes = [("z/noise", "Noise"), ("z/sources", "Ours"), ("lost", "404"), *((m, "") for m in made)]
    names = NameIndex.build([(*note, (), ".md") for note in notes], made)

    assert names.resolve(name, "e") == (docname, ())
