"""The door: start-up work, routes and headers. `python app.py` runs the product at http://localhost:8501."""

import gc

# Nothing that is imported is garbage, and looking for some costs a fifth of the start. `warm_up` looks again.
if __name__ == "__main__":
    gc.disable()

import logging
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components.shell import warm_up
from components.shell.routes import ROUTES
from components.shell.security_headers import Walls
from components.wording.refusals import say_refusal
from components.wording.words import t
from db.errors import Refused
from db.migrate import prepare

HERE = Path(__file__).resolve().parent
log = logging.getLogger("red_steward")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    warm_up.in_background()
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


def allowed_hosts() -> list[str]:
    """Names by which this machine is reached: its own, its addresses, and what RED_STEWARD_HOSTS adds (commas)."""
    name = socket.gethostname()
    hosts = {"localhost", "127.0.0.1", "::1", name, socket.getfqdn()}
    try:
        hosts.update(str(info[4][0]) for info in socket.getaddrinfo(name, None))
    except OSError:
        log.warning("the machine's own name does not resolve; reach it as localhost or set RED_STEWARD_HOSTS")
    hosts.update(_outgoing_address())
    extra = os.environ.get("RED_STEWARD_HOSTS", "")
    return sorted(hosts | {host.strip() for host in extra.split(",") if host.strip()})


def _outgoing_address() -> set[str]:
    """The LAN address. Nothing is sent: a datagram socket only asks the routing table."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return {str(probe.getsockname()[0])}
        except OSError:
            return set()


def send_small_packets_at_once() -> None:
    """Without TCP_NODELAY every rerun waits some 40 ms; accepted connections inherit it from the listening socket."""
    from streamlit.web.server.starlette import starlette_server

    bind = starlette_server._bind_socket

    def bind_without_delay(address: str, port: int, backlog: int) -> socket.socket:
        listening = bind(address, port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bind_without_delay


def say_where(port: int) -> None:
    """The addresses for this machine and for the others in the office."""
    for host in ("localhost", *sorted(_outgoing_address())):
        sys.stdout.write(t("Red Steward opens at {address}", address=f"http://{host}:{port}") + "\n")
    sys.stdout.flush()


def main() -> None:
    os.chdir(HERE)
    try:
        prepare()
    except Refused as refusal:
        sys.exit(say_refusal(refusal))
    send_small_packets_at_once()
    port = int(os.environ.get("RED_STEWARD_PORT", "8501"))
    say_where(port)
    app.run(config={"server.allowedHosts": allowed_hosts(), "server.port": port})


if __name__ == "__main__":
    main()
