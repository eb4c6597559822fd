"""The door's own routes: the cookie against a one-time ticket, the page script, the health of the installation."""

import secrets
import time
from functools import partial
from pathlib import Path
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from db.engine import in_passing, reading, session
from db.faults import faults_passed
from db.office.commands.sign_in import note_seen, sign_out
from db.office.known_browsers import with_mark
from db.office.sessions import SESSION_HOURS, signed_in_user
from db.writing import why_nothing_is_written

COOKIE = "red_steward"
DEVICE_COOKIE = "red_steward_device"
KNOWN_COOKIE = "red_steward_known"
_YEAR = 365 * 24 * 3600
_SECONDS = {COOKIE: SESSION_HOURS * 3600, DEVICE_COOKIE: _YEAR, KNOWN_COOKIE: _YEAR}
TICKET_SECONDS = 60
_SCRIPT = (Path(__file__).parent / "page.js").read_bytes()
# An address that Streamlit hands to the browser as it stands; /media would ask for a session.
ICON = "/app/static/icon.png"
_ICON_PICTURE = (Path(__file__).parent / "icon.png").read_bytes()

# Ticket -> name of the cookie, its text, who is known in this browser from now on, until when.
_tickets: dict[str, tuple[str, str, str, float]] = {}
_lock = Lock()


def issue_ticket(token: str, cookie: str = COOKIE, *, known: str = "") -> str:
    """A secret that fetches the cookie for `token` once, within a minute; and the mark of whoever is `known` by login."""
    ticket, now = secrets.token_urlsafe(24), time.monotonic()
    with _lock:
        for old in [key for key, (*_, until) in _tickets.items() if until < now]:
            del _tickets[old]
        _tickets[ticket] = (cookie, token, known, now + TICKET_SECONDS)
    return ticket


def _redeem(ticket: str) -> tuple[str, str, str] | None:
    with _lock:
        cookie, token, known, until = _tickets.pop(ticket, ("", "", "", 0.0))
    return (cookie, token, known) if token and until >= time.monotonic() else None


async def claim(request: Request) -> Response:
    """Sets the cookie, out of reach of scripts and of other sites."""
    redeemed = _redeem(request.headers.get("x-ticket", ""))
    if redeemed is None:
        return PlainTextResponse("", status_code=403)
    cookie, token, known = redeemed
    response = PlainTextResponse("", status_code=204)
    _set_cookie(request, response, cookie, token)
    if known:
        _set_cookie(request, response, KNOWN_COOKIE, with_mark(request.cookies.get(KNOWN_COOKIE, ""), known))
    return response


def _set_cookie(request: Request, response: Response, cookie: str, token: str) -> None:
    response.set_cookie(
        cookie, token, max_age=_SECONDS[cookie], httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


async def leave(request: Request) -> Response:
    """The person's cookie goes; that of a shared tablet is good for another year."""
    response = PlainTextResponse("", status_code=204)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    if device := request.cookies.get(DEVICE_COOKIE):
        _set_cookie(request, response, DEVICE_COOKIE, device)
    return response


async def lock(request: Request) -> Response:
    """Nobody has touched the shared tablet for a while: the session ends, as by handing over."""

    def end(token: str) -> None:
        with faults_passed(), session() as s:
            sign_out(s, token)

    if token := request.cookies.get(COOKIE):
        await run_in_threadpool(end, token)
    return await leave(request)


async def here(request: Request) -> Response:
    """Somebody touches the page without a press that reaches the program. 403 when the session has ended."""

    def note(token: str) -> bool:
        with reading() as s:
            if signed_in_user(s, token) is None:
                return False
        in_passing(partial(note_seen, token=token))
        return True

    token = request.cookies.get(COOKIE)
    stands = bool(token) and await run_in_threadpool(note, token or "")
    return PlainTextResponse("", status_code=204 if stands else 403)


async def page_script(_request: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


async def icon(_request: Request) -> Response:
    return Response(_ICON_PICTURE, media_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


async def health(_request: Request) -> Response:
    """200 when the database answers and takes what is written; else what keeps it from that. Another writer passes by."""

    def ask() -> str:
        with reading() as s:
            s.connection().exec_driver_sql("SELECT 1")
        return why_nothing_is_written()

    try:
        why = await run_in_threadpool(ask)
    except Exception:  # whatever keeps the database from answering, the office is not well
        return JSONResponse({"status": "down"}, status_code=503)
    if why in ("", "database_busy"):
        return JSONResponse({"status": "ok"} | ({"writing": why} if why else {}))
    return JSONResponse({"status": "cannot_write", "writing": why}, status_code=503)


ROUTES = [
    Route("/door/claim", claim, methods=["POST"]),
    Route("/door/leave", leave, methods=["POST"]),
    Route("/door/lock", lock, methods=["POST"]),
    Route("/door/here", here, methods=["POST"]),
    Route("/door/page.js", page_script),
    Route(ICON, icon),
    Route("/favicon.png", icon),  # asked for by Streamlit's own page before the first run
    Route("/healthz", health),
]
