"""Security headers on everything; downloads only for who is signed in; machine routes for nobody."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.shell.routes import COOKIE
from db.engine import reading
from db.office.sessions import is_open

# Streamlit's front end needs host-config to start: it stays open, and says nothing of the office.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")


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


def _without_keeping(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Pages are never kept by a browser: "back" after a hand-over must not bring one up."""
    if not any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers):
        return headers
    return [(n, v) for n, v in headers if n.lower() != b"cache-control"] + [(b"cache-control", b"no-store")]


def _is_signed_in(request: Request) -> bool:
    token = request.cookies.get(COOKIE)
    if not token:
        return False
    with reading() as s:
        return is_open(s, token)


class Walls:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = _without_keeping(message.get("headers", []))
                message["headers"] = [*given, *_RAW_HEADERS]
            await send(message)

        if refusal := await self._refusal(scope):
            await refusal(scope, receive, send_with_headers)
        else:
            await self.app(scope, receive, send_with_headers)

    async def _refusal(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if path.startswith(_CLOSED):
            return PlainTextResponse("", status_code=404)
        if path.startswith("/media/") and not await run_in_threadpool(_is_signed_in, Request(scope)):
            return PlainTextResponse("", status_code=403)
        return None
