"""The door's own routes and walls: the cookie against a one-time ticket, the page script, headers, what stays closed."""

import base64
import hashlib
import re
import secrets
import time
from pathlib import Path
from threading import Lock

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.engine import reading
from db.office.sessions import SESSION_HOURS, is_open

COOKIE = "red_steward"
TICKET_SECONDS = 60
_SCRIPT = (Path(__file__).parent / "page.js").read_bytes()
_CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")

_tickets: dict[str, tuple[str, float]] = {}
_lock = Lock()


def issue_ticket(token: str) -> str:
    """A secret that fetches the cookie for `token` once, within a minute."""
    ticket, now = secrets.token_urlsafe(24), time.monotonic()
    with _lock:
        for old in [key for key, (_, until) in _tickets.items() if until < now]:
            del _tickets[old]
        _tickets[ticket] = (token, now + TICKET_SECONDS)
    return ticket


def _redeem(ticket: str) -> str | None:
    with _lock:
        token, until = _tickets.pop(ticket, ("", 0.0))
    return token if token and until >= time.monotonic() else None


async def claim(request: Request) -> Response:
    """Sets the cookie, out of reach of scripts and of other sites."""
    token = _redeem(request.headers.get("x-ticket", ""))
    if token is None:
        return PlainTextResponse("", status_code=403)
    response = PlainTextResponse("", status_code=204)
    response.set_cookie(
        COOKIE, token, max_age=SESSION_HOURS * 3600, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return response


async def leave(_request: Request) -> Response:
    response = PlainTextResponse("", status_code=204)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


async def page_script(_request: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


async def health(_request: Request) -> Response:
    """200 when the database answers."""

    def ask() -> None:
        with reading() as s:
            s.connection().exec_driver_sql("SELECT 1")

    try:
        await run_in_threadpool(ask)
    except Exception:  # whatever keeps the database from answering, the office is not well
        return JSONResponse({"status": "down"}, status_code=503)
    return JSONResponse({"status": "ok"})


ROUTES = [
    Route("/door/claim", claim, methods=["POST"]),
    Route("/door/leave", leave, methods=["POST"]),
    Route("/door/page.js", page_script),
    Route("/healthz", health),
]


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


def _is_signed_in(request: Request) -> bool:
    token = request.cookies.get(COOKIE)
    if not token:
        return False
    with reading() as s:
        return is_open(s, token)


class Walls:
    """Security headers on everything; downloads only for who is signed in; machine routes for nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_RAW_HEADERS]
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
