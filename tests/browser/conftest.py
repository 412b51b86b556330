"""A browser that lets nothing foreign through and forgives no error on the console."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import ARGUMENTS, executable

sync_api = pytest.importorskip("playwright.sync_api")

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Give Chromium: that of the machine, else Playwright's own."""
    with sync_api.sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        except sync_api.Error as error:
            reason = (
                f"NO BROWSER: nothing in the browser is tested. {error.message.splitlines()[0]}"
            )
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        yield launched
        launched.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Give a function that serves a folder and gives its address."""
    servers = []

    @functools.cache
    def served(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield served
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, serve: Callable[[Path], str]) -> Callable[[Path], str]:
    """Give a function from a folder to its address, once for each way to open a site."""
    return Path.as_uri if request.param == "file" else serve


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Give a function that opens a page; what it must not do fails the test at its end."""
    wrong: list[str] = []
    contexts = []

    def opened(url: str, *, size: tuple[int, int] = (1280, 900), **options: Any) -> Any:
        home = "file:" if url.startswith("file:") else "/".join(url.split("/")[:3]) + "/"
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)

        def check(route: Any) -> None:
            if route.request.url.startswith((home, "data:")):
                route.continue_()
            else:
                wrong.append(f"foreign request: {route.request.url}")
                route.abort()

        context.route("**/*", check)
        page = context.new_page()
        page.on(
            "console",
            lambda m: wrong.append(f"{m.text} {m.location}") if m.type == "error" else None,
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
