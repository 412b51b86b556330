"""The server of live preview: what it answers, whom it refuses, how it ends."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

from sphinx_wiki.live.start import choose_place
from tests.conftest import MakeWiki
from tests.live.served import Served, family, started, wait_for
from tests.wikis import CONF, ROOT, Wiki

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}
EVENTS = "/_wiki-live/events?page=a.html&version="


@pytest.fixture(scope="module")
def served(make_shared_wiki: MakeWiki) -> Iterator[Served]:
    """A wiki that is served, with a secret beside its site."""
    wiki = make_shared_wiki(
        {
            "a.md": "# A\n\nSee [](b.md).\n",
            "b.md": "# B\n\nText.\n",
            "idea.md": "---\ndraft: true\n---\n\n# Idea\n",
        }
    )
    (wiki.outdir.parent / "secret.txt").write_text("hush", encoding="utf-8")
    with Served(wiki) as running:
        yield running


def test_a_page_has_the_script_and_its_file_has_not(served: Served) -> None:
    assert "/_wiki-live/client.js" in served.get("/a.html")[1]
    assert "_wiki-live" not in served.wiki.html("a")


def test_drafts_are_shown_with_a_mark(served: Served) -> None:
    assert "wiki-draft" in served.get("/idea.html")[1]


def test_an_address_without_a_page_has_the_page_for_lost_readers(served: Served) -> None:
    status, page = served.get("/no.html")
    assert status == 404
    assert "/_wiki-live/client.js" in page


@pytest.mark.parametrize(("query", "kept"), [("{sum}", True), ("0{sum}", False)])
def test_only_a_file_named_by_its_content_is_not_asked_for_again(
    served: Served, query: str, kept: bool
) -> None:
    content = (served.wiki.outdir / "_static" / "wiki.css").read_bytes()
    connection = http.client.HTTPConnection(served.host)
    query = query.format(sum=f"{zlib.crc32(content):08x}")
    connection.request("GET", f"/_static/wiki.css?v={query}")
    with contextlib.closing(connection):
        policy = connection.getresponse().getheader("Cache-Control")
    assert policy is not None
    assert ("immutable" in policy, "no-cache" in policy) == (kept, not kept)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/a/../../secret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%00",
        "/.doctrees/environment.pickle",
        "/.buildinfo",
        "/link.txt",
    ],
)
def test_nothing_but_the_site_is_served(served: Served, path: str) -> None:
    link = served.wiki.outdir / "link.txt"
    if not link.is_symlink():
        link.symlink_to(served.wiki.outdir.parent / "secret.txt")
    status, body = served.get(path)
    assert status == 404
    assert "hush" not in body


@pytest.mark.parametrize("host", ["example.org", "example.org:80", "", "127.0.0.1.example.org"])
def test_a_request_by_another_name_is_refused(served: Served, host: str) -> None:
    assert served.get("/a.html", {"Host": host})[0] == 403


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "LOCALHOST:9"])
def test_a_request_by_a_name_of_this_computer_is_answered(served: Served, name: str) -> None:
    assert served.get("/a.html", {"Host": name})[0] == 200


def test_a_page_of_another_site_is_refused(served: Served) -> None:
    assert served.get("/a.html", {"Origin": "https://example.org"})[0] == 403


@pytest.mark.parametrize("origin", ["https://example.org", "null", None])
def test_events_are_for_pages_of_the_site(served: Served, origin: str | None) -> None:
    headers = UPGRADE if origin is None else {**UPGRADE, "Origin": origin}
    assert served.get(EVENTS, headers)[0] == 403


def test_an_unchanged_file_is_not_sent_again(served: Served) -> None:
    path = "/_static/wiki.css"
    tag = served.wiki.outdir.joinpath("_static/wiki.css").stat()
    seen = {"If-None-Match": f'"{tag.st_mtime_ns:x}-{tag.st_size:x}"'}
    assert served.get(path)[0] == 200
    assert served.get(path, seen)[0] == 304


def test_a_folder_leads_to_its_index(served: Served) -> None:
    assert served.get("/")[0] == 200
    assert served.get("/_static")[0] == 307


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sphinx_wiki.command", "live", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_taken_port_is_said_with_the_next_free_one(served: Served) -> None:
    port = int(served.host.rpartition(":")[2])
    done = _run("--port", str(port), str(served.wiki.source))
    assert done.returncode == 2
    assert f"port {port} is taken by another program" in done.stderr
    assert "is free" in done.stderr


def test_a_folder_in_which_another_preview_builds_is_refused(served: Served) -> None:
    done = _run(str(served.wiki.source), str(served.wiki.outdir))
    assert done.returncode == 2
    assert f"another live preview builds in {served.wiki.outdir}" in done.stderr


def test_two_previews_of_one_wiki_build_in_two_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = choose_place(tmp_path, None)
    second = choose_place(tmp_path, None)
    first.lock.close()
    again = choose_place(tmp_path, None)
    second.lock.close()
    again.lock.close()
    assert second.output != first.output == again.output


def test_a_folder_that_cannot_be_written_is_said(served: Served, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("No folder.")
    site = tmp_path / "file" / "site"
    done = _run(str(served.wiki.source), str(site))
    assert done.returncode == 2
    assert f"cannot build in {site}: Not a directory." in done.stderr


def test_a_folder_without_conf_py_is_said(tmp_path: Path) -> None:
    done = _run(str(tmp_path))
    assert done.returncode == 2
    assert "there is no conf.py" in done.stderr
    assert "sphinx-wiki init" in done.stderr


def test_ending_it_leaves_no_process_and_a_whole_site(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n"})
    with Served(wiki) as running:
        running.after(lambda: wiki.write("a.md", "# A\n\nMore.\n"))
        started = running.processes()
        assert len(started) > 1
        # In the midst of a build, as far as one can tell.
        wiki.write("a.md", "# A\n\nEven more.\n")
        assert running.stop() == 0
        wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))
    assert not list(wiki.outdir.rglob("*.part"))
    before = wiki.files()
    wiki.build(overrides={"wiki_drafts": "show"})
    again = wiki.copy("clean").build(overrides={"wiki_drafts": "show"})
    assert wiki.files() == again.files()
    assert before.keys() == again.files().keys()


def test_however_often_a_terminal_interrupts_it_there_is_no_traceback(
    tmp_path: Path,
) -> None:
    wiki = Wiki.create(tmp_path, {"a.md": "# A\n"})
    running = started(str(wiki.source), str(wiki.outdir), stdout=subprocess.PIPE)
    # The third has yet to load what it builds with; the second is of Python.
    wait_for(lambda: len(family(running.pid)) > 2)
    while running.poll() is None:
        os.killpg(running.pid, signal.SIGINT)
        time.sleep(0.003)
    said = running.communicate()[0].decode()
    assert running.returncode == 0
    assert "Traceback" not in said
    assert "ended by itself" not in said


def test_a_conf_py_that_ends_the_process_does_not_end_the_server(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, {"a.md": "# A\n"})
    with Served(wiki) as running:
        wiki.write("conf.py", CONF + "import os\nos._exit(3)\n")
        wait_for(lambda: "ended by itself" in running.log())
        assert running.get("/a.html")[0] == 200
        running.after(lambda: wiki.write("conf.py", CONF + "html_title = 'Mended'\n"))
        wait_for(lambda: "Mended" in running.get("/a.html")[1])


def test_other_code_builds_everything_anew(tmp_path: Path) -> None:
    conf = "import sys\nsys.path.insert(0, '.')\nimport titles\nhtml_title = titles.TITLE\n"
    wiki = Wiki.create(tmp_path, {"a.md": "# A\n", "titles.py": "TITLE = 'One'\n"}, conf=conf)
    with Served(wiki) as running:
        assert "One" in running.get("/a.html")[1]
        running.after(lambda: wiki.write("titles.py", "TITLE = 'Two'\n"))
        wait_for(lambda: "Two" in running.get("/a.html")[1])


def test_another_language_is_that_of_all_words(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n"}, conf="language = 'en'\n")
    with Served(wiki) as running:
        running.after(lambda: wiki.write("conf.py", CONF + "language = 'de'\n"))
    with (wiki.outdir / "objects.inv").open("rb") as stream:
        found = InventoryFile.load(stream, "", lambda base, uri: base + uri)
    assert "Python-Modulindex" in str(found["std:label"]["py-modindex"])


def test_a_folder_of_notes_that_is_taken_away_and_put_back_is_built_again(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, {"a.md": "# A\n"})
    with Served(wiki) as running:
        running.after(lambda: wiki.source.rename(tmp_path / "away"))
        assert running.get("/a.html")[0] == 200
        (tmp_path / "away" / "a.md").write_text("# A\n\nHome again.\n", encoding="utf-8")
        (tmp_path / "away").rename(wiki.source)
        wait_for(lambda: "Home again." in running.get("/a.html")[1])
        wiki.write("a.md", "# A\n\nAs before.\n")
        wait_for(lambda: "As before." in running.get("/a.html")[1])


def test_a_site_that_is_deleted_is_built_anew(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, {"a.md": "# A\n\nSee [](b.md).\n", "b.md": "# B\n"})
    with Served(wiki) as running:
        before = wiki.files()
        # In one step, as what was read may be saved there meanwhile.
        said = running.after(lambda: wiki.outdir.rename(tmp_path / "deleted"))
        assert "The built site was deleted: everything is built anew." in said
        assert wiki.files() == before
        running.after(lambda: wiki.write("a.md", "# A\n\nAs ever.\n"))
        assert "As ever." in running.get("/a.html")[1]


def test_the_server_listens_on_this_computer_alone(served: Served) -> None:
    port = int(served.host.rpartition(":")[2])
    others = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None)}
    for address in (str(other) for other in others):
        if not address.startswith("127.") and ":" not in address:
            with socket.socket() as there:
                assert there.connect_ex((address, port)) != 0


def test_pages_are_told_how_things_stand(served: Served) -> None:
    from websockets.sync.client import connect  # noqa: PLC0415 (only here)

    url = f"ws://{served.host}{EVENTS}"
    with connect(url, additional_headers={"Origin": served.address}) as events:
        told = json.loads(events.recv(timeout=60))
    assert told["kind"] == "state"
    assert told["problems"] == []
