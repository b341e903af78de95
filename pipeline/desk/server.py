"""Serve the desk until Ctrl-C."""

from __future__ import annotations

import socket

import uvicorn

from ..model.errors import JixiaoError
from .guard import LOCAL
from .site import Desk, Site


def serve(desk: Desk, port: int) -> None:
    """Listen on the desk's host; fails with advice where the port is taken."""
    with _listening(desk.host, port) as listener:
        config = uvicorn.Config(Site(desk).app(), log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


def address(host: str, port: int) -> str:
    """The address to open in a browser."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def is_local(host: str) -> bool:
    """Whether only this machine can reach the host."""
    return host in LOCAL


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise JixiaoError(
            f"{host} 的端口 {port} 用不了（{error.strerror}）。请用 --port（PORT=）另选一个。"
        ) from error
    return listener
