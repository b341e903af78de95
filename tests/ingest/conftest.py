"""A web server that tells who called."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest


@pytest.fixture
def visits() -> list[str]:
    return []


@pytest.fixture
def server(visits: list[str]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def __getattr__(self, name: str) -> object:
            if not name.startswith("do_"):
                raise AttributeError(name)
            visits.append(name)
            return lambda: self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
