"""The walls as a client of our own meets them: who may bring files up and take files along, by which name, from which page."""

from contextlib import closing

import pytest

from seed.demo import PASSWORD
from tests.outsider import UPGRADE, Uploads, ask, connect, cookies_of, knock, run, sign_in
from tests.tab import Tab

pytestmark = pytest.mark.browser
MEGABYTE = 1024 * 1024


async def _brought_by_a_stranger(port: int) -> list[int]:
    async with Tab(port) as tab:
        await tab.open("apply")
        return [Uploads(port).bring(tab.id, 100, token=token) for token in ("", "made-up")]


def test_a_stranger_brings_nothing_up(demo_server):
    assert run(_brought_by_a_stranger(demo_server.port)) == [403, 403]


async def _brought_into_tabs(port: int) -> dict[str, int]:
    clerk, admin = [await sign_in(port, login, PASSWORD) for login in ("clerk", "admin")]
    uploads = Uploads(port)
    async with Tab(port, clerk) as own, Tab(port, admin) as other, Tab(port) as strange:
        for tab in (own, other, strange):
            await tab.open("")
        return {
            "own": uploads.bring(own.id, 100, token=clerk), "other": uploads.bring(other.id, 100, token=clerk),
            "strange": uploads.bring(strange.id, 100, token=clerk), "invented": uploads.bring("invented", 100, token=clerk),
            "without a length": uploads.bring(own.id, 100, token=clerk, Content_Length="x"),
        }  # fmt: skip


def test_a_file_comes_into_a_tab_of_ones_own_only_and_says_how_long_it_is(demo_server):
    found = run(_brought_into_tabs(demo_server.port))
    assert found.pop("without a length") in (400, 411)
    assert found == {"own": 204, "other": 403, "strange": 403, "invented": 403}


async def _brought_by_one_person(port: int) -> list[int]:
    clerk, uploads, found = await sign_in(port, "clerk", PASSWORD), Uploads(port), []
    async with Tab(port, clerk) as a, Tab(port, clerk) as b, Tab(port, clerk) as c, Tab(port, clerk) as d:
        for tab in (a, b, c, d):
            await tab.open("")
            found += [uploads.bring(tab.id, 9 * MEGABYTE, name=f"list{n}", token=clerk) for n in range(3)]
    return found


def test_one_session_holds_so_much_and_no_more_however_many_tabs_it_opens(demo_server):
    # A tab drops what it held before; three tabs are full, and of the fourth one file still finds room.
    assert run(_brought_by_one_person(demo_server.port)) == [204] * 10 + [413] * 2


async def _taken_along(port: int) -> tuple[str, str, str]:
    admin, clerk = [await sign_in(port, login, PASSWORD) for login in ("admin", "clerk")]
    async with Tab(port, admin) as tab:
        page = await tab.open("office-scheme")
        return await tab.make(page.downloads[0]), admin, clerk


def test_a_file_that_was_made_for_one_session_is_served_to_no_other_and_kept_by_no_browser(demo_server):
    address, admin, clerk = run(_taken_along(demo_server.port))
    own = ask(demo_server.port, address, Cookie=f"red_steward={admin}")
    assert (own.status, own.headers["cache-control"]) == (200, "no-store")
    others = [ask(demo_server.port, address, Cookie=f"red_steward={token}").status for token in (clerk, "made-up")]
    assert [*others, ask(demo_server.port, address).status] == [403, 403, 403]


ROUTES = (
    "/", "/apply", "/office-users", "/healthz", "/door/page.js", "/door/here", "/door/claim", "/favicon.png",
    "/static/nothing.js", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/a/b",
    "/media/a.pdf", "/component/a/b",
)  # fmt: skip


def _foreign(port: int) -> list[dict[str, str]]:
    here, next_door = f"127.0.0.1:{port}", f"127.0.0.1:{port + 1}"
    hosts = [
        "evil.example",
        f"evil.example:{port}",
        "127.0.0.1",
        next_door,
        f"127.0.0.2:{port}",
        f"[::1]:{port}",
        "",
        "@",
        here + "/x",
    ]
    origins = [
        "null", "http://evil.example", f"http://evil.example:{port}", f"http://{next_door}", "http://127.0.0.1", here,
        f"ftp://{here}", f"http://localhost:{port}",
    ]  # fmt: skip
    rebound = {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"}
    return [{"Host": host} for host in hosts] + [{"Origin": origin} for origin in origins] + [rebound]


def _asked(port: int, route: str, **headers: str) -> int:
    return ask(port, route, **(UPGRADE if route == "/_stcore/stream" else {}) | headers).status


def test_every_route_refuses_a_foreign_host_a_foreign_page_and_another_port(demo_server, checked):
    port, foreign = demo_server.port, _foreign(demo_server.port)
    let_in = [(route, wrong) for route in ROUTES for wrong in foreign if _asked(port, route, **wrong) not in (400, 403)]
    checked("routes asked by foreign hosts and pages", len(ROUTES) * len(foreign))
    assert let_in == []


def test_every_route_answers_this_machine_by_name_and_number(demo_server):
    port, kept_for_others = demo_server.port, {"/door/claim", "/door/here", "/_stcore/upload_file/a/b", "/media/a.pdf"}
    hosts = [f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}"]
    refused = [
        (route, host) for route in ROUTES if route not in kept_for_others for host in hosts
        if _asked(port, route, Host=host, Origin=f"http://{host.lower()}") in (400, 403)
    ]  # fmt: skip
    assert refused == []


def test_strangers_of_one_address_are_bounded_and_whoever_is_signed_in_is_not_among_them(demo_server):
    port, token = demo_server.port, run(sign_in(demo_server.port, "clerk", PASSWORD))
    lines = []
    try:
        while len(lines) < 100:
            status, line = connect(port)
            lines.append(line)
            if status != 101:
                break
        assert (status, len(lines)) == (403, 61)
        # Nobody is believed who says for whom he asks.
        for headers in ({"X_Forwarded_For": "192.0.2.7"}, {"Cookie": "red_steward_device=made.up"}):
            again, line = connect(port, **headers)
            lines.append(line)
            assert again == 403, headers
        signed_in, line = connect(port, Cookie=f"red_steward={token}")
        lines.append(line)
        assert signed_in == 101
    finally:
        for line in lines:
            line.close()
    with closing(connect(port)[1]) as line:
        assert line.fileno() > 0


async def _guessed(port: int) -> tuple[list[str], list[str], list[str]]:
    marks = await cookies_of(port, "admin", PASSWORD)
    known = f"red_steward_known={marks['red_steward_known'].value}"
    guesses = [("admin", "wrong-one")] * 6 + [(f"name{n}", "wrong-one") for n in range(20)]
    said = await knock(port, *guesses)
    return said, await knock(port, ("clerk", PASSWORD)), await knock(port, ("admin", PASSWORD), cookie=known)


def test_an_address_that_tries_many_names_waits_and_the_administrator_comes_in_at_her_own_browser(demo_server):
    said, colleague, administrator = run(_guessed(demo_server.port))
    waits = ["输错次数太多" in answer for answer in said]
    assert waits == [False] * 4 + [True] * 2 + [False] * 14 + [True] * 6
    assert ["输错次数太多" in answer for answer in colleague] == [True]
    assert administrator == [""]
