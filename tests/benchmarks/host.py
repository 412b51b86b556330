"""Serves a folder as hosts of web sites do: compressed, and for browsers to keep."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
"""Types that hosts compress. Pictures and fonts are compressed by themselves."""

KEPT = 600
"""For how many seconds a browser may keep a file without asking again, as on GitHub Pages."""


@functools.lru_cache
def compressed(path: str) -> bytes:
    """Give the bytes of a file compressed; hosts do this once, not for each visitor."""
    return gzip.compress(Path(path).read_bytes(), 6, mtime=0)


class _Host(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return None
        kind = self.guess_type(path)
        small = kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = compressed(str(path)) if small else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", f"max-age={KEPT}")
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that left."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve *folder* and give its address."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        compressed.cache_clear()
