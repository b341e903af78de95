"""What every request and answer must keep to: own host, own forms, nothing foreign on a page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
ANY = frozenset({"0.0.0.0", "::"})
MOST_BYTES = 4_000_000
COOKIE = "ds_csrftoken"
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_OPEN = b"access-control-allow-origin"


def guarded(app: App, host: str) -> App:
    """The app behind the guard; ``host`` is the address that the server listens on.

    A foreign Host is refused, so that no site can reach the desk by pointing its own name at this
    machine. A form must come from the desk itself: same Origin, and the cookie whose token
    Datasette compares with that of the form.
    """

    async def guard(scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = _refusal(scope["method"], headers, host)
        if refusal:
            await _refuse(send, refusal)
        else:
            await app(scope, receive, _with_headers(send))

    return guard


def _refusal(method: str, headers: dict[bytes, str], host: str) -> str:
    asked = headers.get(b"host", "")
    name = urlsplit(f"//{asked}").hostname or ""
    if host not in ANY and name not in LOCAL | {host}:
        return f"这个地址（{name}）不是核查台的地址。请用启动时显示的网址。"
    if method in ("GET", "HEAD"):
        return ""
    if method != "POST":
        return "不支持这种请求。"
    size = headers.get(b"content-length", "")
    if not size.isdecimal() or int(size) > MOST_BYTES:
        return f"提交的内容超过 {MOST_BYTES // 1_000_000} MB，没有接受。请分几次。"
    origin = headers.get(b"origin", "")
    if urlsplit(origin).netloc != asked:
        return "表单不是从核查台的页面提交的，没有接受。"
    if COOKIE not in _cookies(headers.get(b"cookie", "")):
        return "页面已过期。请刷新后再提交。"
    return ""


def _cookies(header: str) -> SimpleCookie:
    try:
        return SimpleCookie(header)
    except CookieError:
        return SimpleCookie()


def _with_headers(send: Send) -> Send:
    async def sending(event: MutableMapping[str, Any]) -> None:
        if event["type"] == "http.response.start":
            ours = {name for name, _ in _HEADERS} | {_OPEN}
            kept = [(n, v) for n, v in event.get("headers", []) if n.lower() not in ours]
            event = {**event, "headers": [*kept, *_HEADERS]}
        await send(event)

    return sending


async def _refuse(send: Send, message: str) -> None:
    head = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": 403, "headers": head})
    await send({"type": "http.response.body", "body": message.encode()})
