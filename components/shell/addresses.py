"""Names and addresses: by which this machine may be reached, from which pages, where a browser is, where the program opens."""

import ipaddress
import logging
import os
import socket
import sys
from functools import lru_cache
from urllib.parse import urlsplit

from components.wording.words import t
from db.errors import Refused

log = logging.getLogger("red_steward")
# Where an address names no port.
_USUAL_PORTS = (80, 443)


def _split(host: str) -> tuple[str, int | None] | None:
    """Name and port as written; None for what is no host."""
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    is_bare = parts.netloc == host and "@" not in host
    return (name.rstrip("."), port) if name and is_bare else None


@lru_cache(maxsize=1)
def _own_names() -> frozenset[str]:
    return frozenset(name.lower() for name in ("localhost", socket.gethostname(), socket.getfqdn()))


@lru_cache(maxsize=4)
def _further(given: str) -> frozenset[tuple[str, int | None]]:
    """What RED_STEWARD_HOSTS adds: a name for this port and the usual ones, or a name with the port by which it is reached."""
    return frozenset(split for part in given.split(",") if (split := _split(part.strip().lower())))


def is_own_host(host: str, address: str, port: int) -> bool:
    """Whether `host`, as a browser sends it, names this machine. `address` and `port` are where it arrived: an address
    in numbers needs no list, since no foreign name leads to it."""
    split = _split(host.lower())
    if split is None:
        return False
    name, named = split
    further = _further(os.environ.get("RED_STEWARD_HOSTS", ""))
    if (name, named) in further:
        return True
    if (name, None) in further:
        return named in (None, port, *_USUAL_PORTS)
    is_here = name in _own_names() or _plain(name) == _plain(address)
    return is_here and (named == port or (named is None and port in _USUAL_PORTS))


def is_own_page(origin: str, host: str) -> bool:
    """Whether what is asked for is asked by a page of this very host and port. Behind a proxy the scheme may differ."""
    scheme, _, rest = origin.partition("://")
    return scheme in ("http", "https") and bool(rest) and rest.lower() == host.lower()


def _plain(address: str) -> str:
    """An IPv4 address that came through an IPv6 socket is itself."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return str(mapped or ip)


def place_of(address: str) -> str:
    """Where a browser is, for counting: empty on the machine itself; of IPv6 the network, since one machine has addresses
    without number."""
    try:
        ip = ipaddress.ip_address(_plain(address))
    except ValueError:
        return address
    if ip.is_loopback:
        return ""
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))


def trusted_proxies() -> str:
    """The proxies that RED_STEWARD_PROXIES names, as they appear at either kind of socket. Nobody else says for whom he asks."""
    proxies = [part.strip() for part in os.environ.get("RED_STEWARD_PROXIES", "").split(",") if part.strip()]
    return ",".join(proxies + [f"::ffff:{proxy}" for proxy in proxies if ":" not in proxy])


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
    # Asked once, here: a name server that does not answer would keep the first browser waiting.
    _own_names()
    for host in ("localhost", *sorted(_outgoing_address())):
        sys.stdout.write(t("Red Steward opens at {address}", address=f"http://{host}:{port}") + "\n")
    sys.stdout.flush()
