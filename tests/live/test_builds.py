"""One build after another in one process: what is shown first, what is kept, what is given up."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.environment import BuildEnvironment

from sphinx_wiki.live.messages import Finished, Idle, Request, Shown, Stop
from sphinx_wiki.settling import resettle, settle
from tests.conftest import MakeWiki
from tests.live.desk import DRAFTS, Bench

CELL = "# A\n\n```{{code-cell}}\nprint({number} + 1)\n```\n"


@pytest.fixture
def bench(make_wiki: MakeWiki) -> Bench:
    """A wiki of three notes, built once."""
    bench = Bench(
        make_wiki(
            {
                "a.md": "# A\n\nSee [](b.md). {cite}`alpha`\n",
                "b.md": "# B\n\nText.\n\n```{bibliography}\n```\n",
                "c.md": "# C\n\nSee [](a.md).\n",
                "works.bib": "@misc{alpha, title={One}, author={A. Writer}, year={2020}}\n",
            }
        )
    )
    bench.build()
    return bench


def test_notes_are_counted_without_pages_that_make_themselves(make_wiki: MakeWiki) -> None:
    bench = Bench(make_wiki({"a.md": "# A\n\n[A source](https://example.org)\n"}))
    assert bench.build().read == 1


def test_the_open_page_is_shown_before_the_build_ends(bench: Bench) -> None:
    bench.wiki.write("a.md", "# A\n\nOther prose.\n")
    bench.build("a.md", opened="a.html")
    assert bench.shown == ("a.html",)
    assert "Other prose." in bench.wiki.html("a")


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\nSee [](b.md) and [](c.md). {cite}`alpha`\n",
        "---\ndate: 2024-01-01\n---\n\n# A\n\n$$\nx\n$$ (eq)\n\n[A link](https://example.org)\n",
        "# A\n\n> [!note]\n> See [nobody](nobody.md).\n",
    ],
)
def test_a_first_look_is_what_the_build_leaves(bench: Bench, text: str) -> None:
    bench.wiki.write("a.md", text)
    finished = bench.build("a.md", opened="a.html")
    assert bench.shown == ("a.html",)
    assert "a.html" not in finished.pages


def test_a_first_look_remembers_nothing_of_other_notes(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, names = os.getpid(), resettle._names

    def slow(env: BuildEnvironment) -> object:
        assert os.getpid() == here
        return names(env)

    monkeypatch.setattr(resettle, "_names", slow)
    bench.wiki.write("a.md", "# A\n\nOther prose.\n")
    finished = bench.build("a.md", opened="a.html")
    assert "a.html" in bench.shown
    assert "a.html" not in finished.pages


def test_what_is_saved_is_shown_while_a_build_goes_on(bench: Bench) -> None:
    bench.worker.rest()
    for number in range(2):
        assert bench.look.recv() == Idle()
        bench.wiki.write("a.md", f"# A\n\nWritten at last, {number}.\n")
        bench.look.send(bench.request("a.md", opened="a.html"))
        # The process that builds does something else.
        shown = bench.look.recv()
        assert isinstance(shown, Shown)
        assert f"Written at last, {number}." in bench.wiki.html("a")


def test_a_build_overwrites_nothing_that_was_shown_after_it_began(bench: Bench) -> None:
    bench.wiki.write("a.md", "# A\n\nOlder.\n")
    older = bench.request("a.md")
    # The next one is asked for, and not heard of yet.
    bench.number += 1
    before = bench.wiki.html("a")
    bench.worker.answer(older)
    assert bench.wiki.html("a") == before


def test_the_page_of_a_deleted_note_is_gone_before_another_is_shown(bench: Bench) -> None:
    bench.wiki.remove("c.md")
    older = bench.request("c.md")
    # So that it ends with the first page that it writes.
    bench.number += 1
    bench.worker.answer(older)
    assert not (bench.wiki.outdir / "c.html").exists()


def test_writing_leaves_no_trace_in_the_process(bench: Bench) -> None:
    for number in range(3):
        bench.wiki.write("b.md", f"# B\n\nText {number}.\n\n```{{bibliography}}\n```\n")
        bench.build("b.md", opened="b.html")
        bench.wiki.write("a.md", f"# A\n\nText {number}. {{cite}}`alpha`\n")
        bench.build("a.md")
    assert bench.wiki.article("b").get_text().count("One. 2020.") == 1


def test_a_build_is_given_up_for_the_next_one(bench: Bench) -> None:
    wiki = bench.wiki
    wiki.write("a.md", "# New title\n\nFirst.\n")
    # It waits when the first is being written.
    first = bench.request("a.md")
    bench.line.send(bench.request("b.md"))
    bench.worker.answer(first)
    assert not [each for each in bench.heard() if isinstance(each, Finished)]
    wiki.write("b.md", "# B\n\nSecond.\n")
    bench.worker.answer(bench.end.recv())
    finished = bench.heard()[-1]
    assert isinstance(finished, Finished)
    assert finished.read == 2
    clean = wiki.copy("clean").build(clean=True, overrides=DRAFTS)
    assert wiki.files() == clean.files()


def test_of_the_requests_that_wait_only_the_last_is_built(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = [bench.request("a.md") for _ in range(3)]
    for each in requests:
        bench.line.send(each)
    answered = []

    def answer(request: Request) -> None:
        answered.append(request)
        bench.line.send(Stop())

    monkeypatch.setattr(bench.worker, "answer", answer)
    bench.worker.run()
    assert answered == requests[-1:]


def test_problems_stay_until_they_are_mended(bench: Bench) -> None:
    wiki = bench.wiki
    wiki.write("a.md", "# A\n\n[Lost](nowhere.md)\n")
    said = [each.path for each in bench.build("a.md").problems]
    assert said == [str(wiki.source / "a.md")]
    wiki.write("c.md", "# C\n\nText.\n")
    assert [each.path for each in bench.build("c.md").problems] == said
    wiki.write("a.md", "# A\n\nFound.\n")
    assert bench.build("a.md").problems == ()


def test_what_reading_a_note_said_stays_when_its_page_is_written_for_another(
    bench: Bench,
) -> None:
    bench.wiki.write("b.md", "---\ndate: soon\n---\n# B\n\n![](lost.png) {cite}`nobody`\n")
    said = bench.build("b.md").problems
    assert len(said) == 3
    bench.wiki.write("c.md", "# C\n\nAnother backlink: [](b.md).\n")
    assert bench.build("c.md").problems == said


def test_a_link_is_no_problem_once_what_it_leads_to_is_there(bench: Bench) -> None:
    bench.wiki.write("a.md", "# A\n\n[](d.md)\n")
    assert bench.build("a.md").problems
    bench.wiki.write("d.md", "# D\n")
    assert bench.build("d.md").problems == ()


def test_a_name_is_no_problem_once_one_note_has_it(bench: Bench) -> None:
    for name in ("b.md", "c.md"):
        bench.wiki.write(name, "# A\n")
        assert len(bench.build(name).problems) == 1
    bench.wiki.write("a.md", "# Other\n")
    (said,) = bench.build("a.md").problems
    assert "belongs to 'b' and to 'c'" in said.text
    bench.wiki.write("c.md", "# C\n")
    assert bench.build("c.md").problems == ()


def test_a_lost_link_of_several_notes_is_said_of_those_that_still_have_it(bench: Bench) -> None:
    def places(changed: str) -> list[tuple[str, int | None, str]]:
        said = bench.build(*(f"{name}.md" for name in changed)).problems
        return [(Path(x.path).name, x.line, x.text.partition(" Also in ")[2]) for x in said]

    lost = "# {0}\n\n[](d.md)\n"
    for name in "abc":
        bench.wiki.write(f"{name}.md", lost.format(name))
    assert places("abc") == [("a.md", 3, "b:3, c:3. [wiki.wanted]")]
    bench.wiki.write("b.md", "# B\n\nMended.\n")
    assert places("b") == [("a.md", 3, "c:3. [wiki.wanted]")]
    bench.wiki.write("b.md", lost.format("b"))
    assert places("b") == [("a.md", 3, "b:3, c:3. [wiki.wanted]")]
    bench.wiki.write("a.md", "# A\n\nMended.\n")
    assert places("a") == [("b.md", 3, "c:3. [wiki.wanted]")]


def test_a_fault_of_the_front_matter_of_many_notes_is_said_of_those_that_still_have_it(
    make_wiki: MakeWiki,
) -> None:
    fault, names = "---\ndate: soon\n---\n# {0}\n", [f"{name}.md" for name in "abcde"]
    bench = Bench(make_wiki({name: fault.format(name) for name in names}))

    def places(*changed: str) -> list[tuple[str, str]]:
        said = bench.build(*changed).problems
        clean = bench.wiki.copy("clean").build(clean=True, overrides=DRAFTS)
        assert len(clean.warnings) == len(said)
        return [(Path(x.path).name, x.text.partition(" Also in ")[2]) for x in said]

    assert places() == [("a.md", "b:2, c:2, d:2 and 1 more. [wiki.metadata]")]
    bench.wiki.write("c.md", "# C\n")
    assert places("c.md") == [("a.md", "b:2, d:2, e:2. [wiki.metadata]")]
    bench.wiki.write("a.md", "# A\n")
    assert places("a.md") == [("b.md", ""), ("d.md", ""), ("e.md", "")]
    bench.wiki.write("c.md", fault.format("C"))
    assert places("c.md") == [("b.md", "c:2, d:2, e:2. [wiki.metadata]")]


def test_a_vanished_note_has_no_problems(bench: Bench) -> None:
    bench.wiki.write("d.md", "---\ndate: soon\n---\n# D\n\n{cite}`nobody`\n")
    assert bench.build("d.md").problems
    (bench.wiki.source / "d.md").unlink()
    assert bench.build("d.md").problems == ()


def test_problems_are_known_after_a_restart(bench: Bench) -> None:
    bench.wiki.write("a.md", "---\ndate: soon\n---\n# A\n\n[](no.md) {cite}`nobody`\n")
    said = bench.build("a.md").problems
    assert len(said) == 3
    bench.restart()
    assert bench.build().problems == said


def test_a_start_after_no_change_settles_nothing_and_shows_edits_at_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.restart()
    with monkeypatch.context() as patch:
        patch.setattr(settle, "_settle", lambda *_: pytest.fail("settled"))
        assert not bench.build().failed
    bench.wiki.write("a.md", "# A\n\nSee [](b.md) and [](c.md). {cite}`alpha`\n")
    finished = bench.build("a.md", opened="a.html")
    assert "a.html" in bench.shown
    assert "a.html" not in finished.pages
    clean = bench.wiki.copy("clean").build(clean=True, overrides=DRAFTS)
    assert bench.wiki.files() == clean.files()


def test_problems_of_an_environment_that_another_build_saved_are_not_taken_up(
    bench: Bench,
) -> None:
    bench.wiki.write("a.md", "---\ndate: soon\n---\n# A\n")
    bench.build("a.md")
    bench.worker.close()
    bench.wiki.write("a.md", "# A\n")
    bench.wiki.build(overrides=DRAFTS)
    bench.restart()
    assert bench.build().problems == ()


def test_what_a_build_that_was_given_up_said_is_known(bench: Bench) -> None:
    bench.wiki.write("a.md", "---\ndate: soon\n---\n# A\n")
    older = bench.request("a.md")
    bench.line.send(bench.request("b.md"))
    bench.worker.answer(older)
    bench.wiki.write("b.md", "# B\n\nOther.\n")
    bench.worker.answer(bench.end.recv())
    finished = bench.heard()[-1]
    assert isinstance(finished, Finished)
    assert [each.path for each in finished.problems] == [str(bench.wiki.source / "a.md")]


def test_a_failed_build_is_followed_by_a_right_one(bench: Bench) -> None:
    conf = (bench.wiki.source / "conf.py").read_text(encoding="utf-8")
    bench.wiki.write("conf.py", conf + "def setup(app):\n    raise ValueError('No.')\n")
    failed = bench.build("conf.py")
    assert failed.failed
    assert failed.problems[0].path == str(bench.wiki.source / "conf.py")
    assert failed.problems[0].text == "ValueError: No."
    bench.wiki.write("conf.py", conf)
    assert not bench.build("conf.py").failed


def test_another_folder_in_the_place_of_that_of_the_process_is_built(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = bench.wiki.source
    monkeypatch.chdir(source)
    shutil.copytree(source, tmp_path / "copy")
    shutil.rmtree(source)
    (tmp_path / "copy").rename(source)
    bench.wiki.write("a.md", "# A\n\nIn the other folder.\n")
    assert not bench.build("a.md").failed
    assert "In the other folder." in bench.wiki.html("a")


def test_kernels_are_forked_from_one_process_in_all_builds(bench: Bench) -> None:
    bench.wiki.write("a.md", CELL.format(number=1))
    bench.build("a.md", opened="a.html")
    first = bench.worker.kernels.get(()).pid
    bench.wiki.write("a.md", CELL.format(number=41))
    bench.build("a.md", opened="a.html")
    assert "42" in bench.wiki.article("a").get_text()
    assert bench.worker.kernels.get(()).pid == first
    bench.worker.close()


@pytest.fixture
def endless(make_wiki: MakeWiki) -> Iterator[Bench]:
    """A wiki whose note has code that never ends, and writes down that it runs."""
    bench = Bench(make_wiki({"a.md": "# A\n"}, conf="nb_execution_timeout = 1\n"))
    bench.build()
    yield bench
    bench.worker.close()


def runs(bench: Bench, words: str) -> Path:
    """Save the note with *words*; give the file that grows with each run."""
    path = bench.wiki.outdir.parent / "runs"
    code = f"with open({str(path)!r}, 'a') as file:\n    file.write('x')\nwhile True:\n    pass\n"
    bench.wiki.write("a.md", f"# A\n\n{words}\n\n```{{code-cell}}\n{code}```\n")
    return path


def test_code_that_takes_too_long_runs_once_for_a_save(endless: Bench) -> None:
    path = runs(endless, "Once.")
    [problem] = endless.build("a.md", opened="a.html").problems
    assert "Timeout" in problem.text
    assert endless.shown == ("a.html",)
    assert path.read_text() == "x"


def test_code_that_took_too_long_runs_again_for_the_next_save(endless: Bench) -> None:
    endless.worker.rest()
    for number in range(2):
        assert endless.look.recv() == Idle()
        path = runs(endless, f"Number {number}.")
        endless.look.send(endless.request("a.md", opened="a.html"))
        assert isinstance(endless.look.recv(), Shown)
    assert path.read_text() == "xx"


def test_pages_of_other_values_are_written_after_a_build_that_was_given_up(bench: Bench) -> None:
    conf = bench.wiki.source / "conf.py"
    conf.write_text(conf.read_text() + "html_title = 'Another'\n")
    older = bench.request("conf.py")
    bench.number += 1
    bench.worker.answer(older)
    bench.build()
    assert all("Another" in bench.wiki.html(name) for name in "abc")
