"""The web server: for this machine's browsers, and for pages that it served itself."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from contextlib import suppress
from email.utils import formatdate
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from sphinx_wiki.live.hub import Hub, Viewer
from sphinx_wiki.live.site import CLIENT, CLIENT_FILE, Found, Site, digest, with_client
from sphinx_wiki.live.words import _, spoken

_HERE = Path(__file__).parent
_WAITING = (_HERE / "client" / "waiting.html").read_text(encoding="utf-8")
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HEADERS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_KEPT = {**_HEADERS, "Cache-Control": "private, max-age=31536000, immutable"}
"""For what has another address when it holds something else."""


class Guard:
    """Lets through requests that name this server, from pages of its own.

    A page of another site could send its own name to this machine (DNS
    rebinding), or ask for our files by our name.

    :param hosts: names beside those of this machine, as where the server listens
        for others.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = _LOCAL | hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] in ("http", "websocket") and (reason := self._fault(scope)):
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1008, "reason": reason})
                return
            await PlainTextResponse(f"{reason}\n", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _fault(self, scope: Scope) -> str:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if _name(host) not in self._hosts:
            return "This server is asked by a name that is not its own."
        origin = headers.get(b"origin")
        if origin is None:
            wanted = scope["type"] == "websocket"
            return "A page has to say where it is from." if wanted else ""
        if urlsplit(origin).netloc.lower() != host.lower():
            return "A page of another site may not ask."
        return ""


def _name(host: str) -> str:
    """Give a host without its port.

    >>> _name("localhost:8000"), _name("[::1]:8000"), _name("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()


def application(site: Site, hub: Hub, hosts: frozenset[str]) -> ASGIApp:
    """Give the server of *site* and of the events of *hub*."""

    async def client(request: Request) -> Response:
        return FileResponse(CLIENT_FILE, headers=_KEPT)

    async def serve(request: Request) -> Response:
        return _answer(site, site.find(request.scope["path"]), request)

    async def events(socket: WebSocket) -> None:
        await _events(socket, hub)

    routes = [
        Route(CLIENT, client),
        WebSocketRoute("/_wiki-live/events", events),
        Route("/{path:path}", serve),
    ]
    return Guard(Starlette(routes=routes), hosts)


def _answer(site: Site, found: Found | str | None, request: Request) -> Response:
    if isinstance(found, str):
        return RedirectResponse(quote(found))
    if found is None:
        # Before the first build there is nothing yet.
        page = with_client(_waiting(), _asked(request.scope["path"]), "")
        return Response(page, 404, {**_HEADERS, "Cache-Control": "no-store"}, "text/html")
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    if kind == "text/html":
        data = found.path.read_bytes()
        name = found.name if found.status == 200 else _asked(request.scope["path"])  # noqa: PLR2004
        version = digest(data) if found.status == 200 else ""  # noqa: PLR2004
        data = with_client(data, name, version)
        return Response(data, found.status, {**_HEADERS, "Cache-Control": "no-store"}, kind)
    query = request.query_params.get("v")
    kept = query is not None and site.named_by_content(found, query)
    status = found.path.stat()
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    headers = {
        **(_KEPT if kept else _HEADERS),
        "ETag": tag,
        "Last-Modified": formatdate(status.st_mtime, usegmt=True),
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return FileResponse(found.path, found.status, headers, kind)


def _waiting() -> bytes:
    """Give the page that stands in for one before the first build.

    It is in the language of the terminal, as nothing is known yet of that of the wiki.
    """
    words = {
        "{language}": spoken(),
        "{title}": _("Not here yet"),
        "{text}": _(
            "There is no such page. If the wiki is being built just now, it is shown as soon as it "
            "is there."
        ),
    }
    page = _WAITING
    for place, text in words.items():
        page = page.replace(place, escape(text))
    return page.encode()


def _asked(path: str) -> str:
    """Give the page that an address would be, which is not there."""
    return f"{path}index.html".lstrip("/") if path.endswith("/") else path.lstrip("/")


async def _events(socket: WebSocket, hub: Hub) -> None:
    await socket.accept()
    viewer = hub.join(socket.query_params.get("page", ""), socket.query_params.get("version", ""))
    sending = asyncio.create_task(_send(socket, viewer))
    try:
        while True:
            message = await socket.receive_json()
            if message == {"kind": "look"}:
                hub.look(viewer)
    except (WebSocketDisconnect, ValueError, KeyError):
        return
    finally:
        hub.leave(viewer)
        sending.cancel()


async def _send(socket: WebSocket, viewer: Viewer) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_text(json.dumps(await viewer.outbox.get()))
