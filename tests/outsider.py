"""A client of our own, who knows nothing of the program but its addresses: requests, sockets, tabs without a browser."""

import asyncio
import re
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any, TypeVar

from tests.tab import Tab

T = TypeVar("T")
UPGRADE = {
    "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}  # fmt: skip


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    cookies: SimpleCookie


def ask(port: int, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Reply:
    """`Host` is this machine by its number and the port, unless it is given. An underscore in a header's name is a dash."""
    named = {"Host": f"127.0.0.1:{port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.putrequest(method, path, skip_host=True)
        for name, value in named.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        pairs = answer.getheaders()
    finally:
        connection.close()
    cookies = SimpleCookie()
    for name, value in pairs:
        if name.lower() == "set-cookie":
            cookies.load(value)
    return Reply(answer.status, {name.lower(): value for name, value in pairs}, cookies)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Beside the loop that the browser of other tests keeps in this thread."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


async def sign_in(port: int, login: str, password: str) -> str:
    """Through the form, and the ticket that the page's script then carries to the door. Returns the cookie's text."""
    return (await cookies_of(port, login, password))["red_steward"].value


async def cookies_of(port: int, login: str, password: str) -> SimpleCookie:
    async with Tab(port) as tab:
        await tab.open("")
        answer = await tab.press("登录", typed=[login, password])
        ticket = re.search('data-ticket="([^"]+)"', "".join(answer.scripts))
        assert ticket, f"{login} is not signed in: {answer.said}"
        reply = ask(port, "/door/claim", method="POST", X_Ticket=ticket[1], Content_Length="0")
    return reply.cookies


async def knock(port: int, *tries: tuple[str, str], cookie: str = "") -> list[str]:
    """What the form says to each name and password, typed one after the other in one tab; empty when somebody came in."""
    said = []
    async with Tab(port, **({"Cookie": cookie} if cookie else {})) as tab:
        await tab.open("")
        for login, password in tries:
            answer = await tab.press("登录", typed=[login, password])
            said.append("" if "退出" in answer.buttons else "".join(answer.said[-1:]))
    return said


class Uploads:
    """What a browser sends when a file is chosen, with the cookie against foreign pages that everybody is given."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.mark = ask(port, "/_stcore/health").cookies["_streamlit_xsrf"].value

    def bring(self, tab: str, n_bytes: int, *, name: str = "list", token: str = "", **headers: str) -> int:
        """The status of the answer."""
        head = b'--=\r\nContent-Disposition: form-data; name="f"; filename="list.csv"\r\nContent-Type: text/csv\r\n\r\n'
        body = head + bytes(n_bytes) + b"\r\n--=--\r\n"
        cookies = f"_streamlit_xsrf={self.mark}; red_steward={token}"
        given = {
            "Content_Type": "multipart/form-data; boundary==", "X_Xsrftoken": self.mark, "Cookie": cookies,
            "Content_Length": str(len(body)),
        } | headers  # fmt: skip
        return ask(self.port, f"/_stcore/upload_file/{tab}/{name}", method="PUT", body=body, **given).status


def connect(port: int, **headers: str) -> tuple[int, socket.socket]:
    """A connection as a tab makes it, left open; and the status of the answer: 101 when it was let in."""
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    named = {"Host": f"127.0.0.1:{port}"} | UPGRADE | {name.replace("_", "-"): value for name, value in headers.items()}
    text = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    line.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{text}\r\n".encode())
    return int(line.recv(1024).split()[1]), line
