"""The door: start-up work, routes and headers. `python app.py` runs the product at http://localhost:8501."""

import gc

# Nothing that is imported is garbage, and looking for some costs a fifth of the start. `warm_up` looks again.
if __name__ == "__main__":
    gc.disable()
    from components.shell.start import ready

    PORT = ready()

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components.shell import journal_head, warm_up, watch
from components.shell.addresses import say_where, trusted_proxies
from components.shell.open_files import raise_limit
from components.shell.routes import ROUTES
from components.shell.security_headers import Walls
from components.ui import made_files

HERE = Path(__file__).resolve().parent


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    warm_up.in_background()
    watch.in_background()
    yield {}


def log_with_number(error: Exception) -> bool:
    """The person sees a sentence with a number; the log has the number and the trace, and no data."""
    from components.ui.errors import show_unexpected

    show_unexpected(error)
    return True


app = st.App(
    HERE / "pages" / "main.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[Middleware(Walls)],
    on_script_error=log_with_number,
)


def send_small_packets_at_once() -> None:
    """Without TCP_NODELAY every rerun waits some 40 ms; accepted connections inherit it from the listening socket."""
    from streamlit.web.server.starlette import starlette_server

    bind = starlette_server._bind_socket

    def bind_without_delay(address: str, port: int, backlog: int) -> socket.socket:
        listening = bind(address, port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bind_without_delay


def main(port: int) -> None:
    journal_head.keep()
    raise_limit()
    made_files.remember_owners()
    send_small_packets_at_once()
    # The server itself would believe every program on this machine that says for whom it asks.
    os.environ |= {"FORWARDED_ALLOW_IPS": trusted_proxies()}
    say_where(port)
    app.run(config={"server.port": port})


if __name__ == "__main__":
    main(PORT)
