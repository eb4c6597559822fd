"""Security headers on everything; files only to and from whom they belong to; foreign hosts and pages, machine routes: nobody."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.shell import strangers
from components.shell.addresses import is_own_host, is_own_page, place_of
from components.shell.routes import COOKIE, DEVICE_COOKIE
from components.ui import made_files, tabs, uploads
from db.engine import reading
from db.office.devices import find_device
from db.office.sessions import signed_in_user

# Streamlit's front end needs host-config to start: it stays open, and says nothing of the office.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
_MEDIA, _UPLOAD = "/media/", "/_stcore/upload_file"


def _inline_script_hashes() -> str:
    """Streamlit's own page has one short inline script; the policy admits just that one."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


_POLICY = "; ".join([
    "default-src 'self'",
    f"script-src 'self' 'wasm-unsafe-eval' {_inline_script_hashes()}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
])  # fmt: skip
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}
_RAW_HEADERS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


def _headers(path: str, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Pages and what people took along are never kept by a browser: "back" after a hand-over must not bring one up."""
    is_page = any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in given)
    if is_page or path.startswith(_MEDIA):
        given = [(n, v) for n, v in given if n.lower() != b"cache-control"] + [(b"cache-control", b"no-store")]
    return [*given, *_RAW_HEADERS]


def _session_of(asking: HTTPConnection) -> UUID | None:
    """The signed-in session whose cookie came along."""
    token = asking.cookies.get(COOKIE)
    if not token:
        return None
    with reading() as s:
        user = signed_in_user(s, token)
    return user.session_id if user else None


def _place(asking: HTTPConnection) -> str:
    """Where the browser is: a registered tablet counts for itself."""
    if token := asking.cookies.get(DEVICE_COOKIE):
        with reading() as s:
            if device := find_device(s, token):
                return f"tablet {device.id}"
    return place_of(asking.client.host if asking.client else "")


def _is_ours(scope: Scope) -> bool:
    """Whether the request names this machine and comes from a page of it, or from none."""
    asking = HTTPConnection(scope)
    host, origin = asking.headers.get("host", ""), asking.headers.get("origin")
    address, port = scope.get("server") or ("", 0)
    return is_own_host(host, address, port) and (origin is None or is_own_page(origin, host))


class Walls:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        mark = await run_in_threadpool(_let_in, scope) if _is_ours(scope) else None
        if mark is None:
            await send({"type": "websocket.close", "code": 1008})
            return
        name = strangers.HEADER.encode()
        scope["headers"] = [*(pair for pair in scope["headers"] if pair[0] != name), (name, mark.encode())]
        try:
            await self.app(scope, receive, send)
        finally:
            strangers.go(mark)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _headers(path, message.get("headers", []))
            await send(message)

        async def refuse(status: int) -> None:
            await PlainTextResponse("", status_code=status)(scope, receive, send_with_headers)

        if not _is_ours(scope):
            await refuse(403)
        elif path.startswith(_CLOSED):
            await refuse(404)
        elif path.startswith(_UPLOAD):
            await self._bring_up(scope, receive, send_with_headers, refuse)
        elif path.startswith(_MEDIA) and not await run_in_threadpool(_may_take, scope):
            await refuse(403)
        else:
            await self.app(scope, receive, send_with_headers)

    async def _bring_up(self, scope: Scope, receive: Receive, send: Send, refuse: Callable[[int], Awaitable[None]]) -> None:
        """Into a tab of one's own only, and as much as it has room for. No public page takes a file."""
        parts = scope["path"].removeprefix(_UPLOAD).split("/")
        session_id = await run_in_threadpool(_session_of, HTTPConnection(scope))
        if session_id is None or len(parts) != 3 or not tabs.is_of(parts[1], session_id):
            await refuse(403)
            return
        length = HTTPConnection(scope).headers.get("content-length", "")
        if scope["method"] == "PUT" and (not length.isdecimal() or "transfer-encoding" in HTTPConnection(scope).headers):
            # In pieces, nobody knows beforehand how much it is, whatever length is said beside them.
            await refuse(411)
            return
        n_bytes = int(length) if scope["method"] == "PUT" else 0
        with uploads.room_for(parts[1], tabs.tabs_of(session_id), n_bytes) as has_room:
            if has_room:
                await self.app(scope, receive, send)
            else:
                await refuse(413)


def _let_in(scope: Scope) -> str | None:
    asking = HTTPConnection(scope)
    return strangers.come(_place(asking), is_signed_in=_session_of(asking) is not None)


def _may_take(scope: Scope) -> bool:
    session_id = _session_of(HTTPConnection(scope))
    return session_id is not None and made_files.is_of(scope["path"], session_id)
