"""What kind of machine is in front of the person, as far as its browser says."""

from urllib.parse import urlsplit

import streamlit as st

from components.shell.addresses import place_of
from components.ui import state

_SYSTEMS = (("Android", "Android"), ("iPad", "iPad"), ("iPhone", "iPhone"), ("Windows", "Windows"), ("Linux", "Linux"),
            ("Mac", "Mac"))  # fmt: skip
_BROWSERS = (("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
             ("Safari", "Safari"))  # fmt: skip


def _agent() -> str:
    return st.context.headers.get("User-Agent") or ""


def _first(pairs: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in pairs if mark in agent), "")


def name() -> str:
    """`Chrome · Windows`: enough for a person to know the machine again."""
    agent = _agent()
    return " · ".join(part for part in (_first(_BROWSERS, agent), _first(_SYSTEMS, agent)) if part)


def is_tablet() -> bool:
    """Asked of the browser once: its headers are read anew at each look."""
    known = state.kept("is_tablet")
    if known is None:
        known = any(mark in _agent() for mark in ("Android", "iPad", "iPhone", "Mobile"))
        state.keep("is_tablet", known)
    return bool(known)


def address() -> str:
    """Where the browser is, for limits on public forms; empty on the machine itself."""
    return place_of(st.context.ip_address or "")


def web_address() -> str:
    """The address under which this browser reached the program, without the page."""
    url = urlsplit(st.context.url or "http://localhost:8501")
    return f"{url.scheme}://{url.netloc}"
