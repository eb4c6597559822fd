"""Names and addresses of this machine: by which it may be reached, and where the program opens."""

import logging
import os
import socket
import sys

from components.wording.words import t
from db.errors import Refused

log = logging.getLogger("red_steward")


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


def port_given() -> int:
    """Raises `Refused('port_form')`."""
    given = os.environ.get("RED_STEWARD_PORT") or "8501"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Refused("port_form", given=given)
    return int(given)


def require_free(port: int) -> None:
    """Raises `Refused('port_taken')`: the framework would say so in its own words, and later."""
    with socket.socket() as probe:
        if os.name != "nt":
            # A port that was left a moment ago is free; on Windows the same word would mean that a used one is.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
            probe.listen()
        except OSError as error:
            raise Refused("port_taken", port=str(port)) from error


def say_where(port: int) -> None:
    """The addresses for this machine and for the others in the office."""
    for host in ("localhost", *sorted(_outgoing_address())):
        sys.stdout.write(t("Red Steward opens at {address}", address=f"http://{host}:{port}") + "\n")
    sys.stdout.flush()
