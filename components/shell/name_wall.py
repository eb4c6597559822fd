"""The wall of a shared tablet: large names, then a pad for the PIN. No keyboard, no user name."""

import zlib
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from components.shell import pin_pad
from components.ui import database, state, text_size
from components.wording.markdown import md, plain, plainly
from components.wording.words import LANGUAGES, t
from db.office.devices import DeviceRow
from db.vetting.queries.name_wall import Tile, name_tiles

PER_PAGE = 24
# So many names fit on one screen: below it groups would only stand in the way.
FEW = 12
GROUPS = 7
OTHERS = "…"


def is_shown(tablet: DeviceRow | None) -> bool:
    """Whether the wall stands in place of the sign-in form, which staff can ask for."""
    if state.kept("is_shared"):
        # `page.js` is about to open the wall anew, with nothing in its memory.
        st.markdown(t("One moment: the names are coming."))
        return True
    if tablet is None or state.noted("wall-staff"):
        return False
    _show(tablet)
    return True


def way_back() -> None:
    st.button(t("Back to the names"), icon=":material/arrow_back:", on_click=state.note, args=("wall-staff", False))


def _show(tablet: DeviceRow) -> None:
    """Draws the names, or the pad for the one that was tapped."""
    with database.reading() as s:
        tiles = name_tiles(s, tablet)
    chosen = next((tile for tile in tiles if tile.steward_id == state.noted("wall-name")), None)
    if chosen:
        pin_pad.show(tablet, chosen)
    else:
        _names(tablet, tiles)


def _names(tablet: DeviceRow, tiles: Sequence[Tile]) -> None:
    st.title(md("{unit} · which one are you?", unit=tablet.unit_name), anchor=False)
    if not tiles:
        st.info(t("No steward serves here yet. Once somebody is appointed, the name appears here."))
    _pages(_grouped(tiles))
    st.markdown(t("You do not find your name? Please ask the staff. A paper visit sheet counts just as much."))
    _foot()


def _grouped(tiles: Sequence[Tile]) -> list[Tile]:
    """Those of the chosen family name, and of the chosen letter where there are many."""
    if len(tiles) <= FEW:
        return list(tiles)
    counted = Counter(tile.surname for tile in tiles)
    large = [name for name, n in counted.most_common(GROUPS) if n > 1]
    name = _pills(t("Family name"), [*large, OTHERS]) if large else ""
    wanted = [x for x in tiles if name in ("", x.surname) or (name == OTHERS and x.surname not in large)]
    if len(wanted) > PER_PAGE:
        letter = _pills(t("First letter of the name in pinyin"), sorted({x.letter for x in wanted}))
        wanted = [x for x in wanted if letter in ("", x.letter)]
    return wanted


def _pills(label: str, options: list[str]) -> str:
    """Empty for all. Another choice begins at the first page."""
    return st.pills(
        plain(label), ["", *options], default="", required=True, key=f"wall-{zlib.crc32(''.join(options).encode()):x}",
        on_change=state.note, args=("wall-page", 0), format_func=plainly(lambda x: {"": t("All"), OTHERS: t("Others")}.get(x, x)),
    )  # fmt: skip


def _pages(tiles: Sequence[Tile]) -> None:
    """The names of one page, and under them the way to the next."""
    n_pages = -(-len(tiles) // PER_PAGE)
    page = min(state.noted("wall-page") or 0, max(n_pages - 1, 0))
    _tiles(tiles[page * PER_PAGE : (page + 1) * PER_PAGE])
    if n_pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="center"):
        _turn(t("Names before"), page - 1, n_pages)
        st.text(t("Page {page} of {pages}", page=page + 1, pages=n_pages), width="content")
        _turn(t("More names"), page + 1, n_pages)


def _turn(name: str, page: int, n_pages: int) -> None:
    is_off = not 0 <= page < n_pages
    st.button(plain(name), key=f"wall-turn-{name}", disabled=is_off, on_click=state.note, args=("wall-page", page))


def _tiles(tiles: Sequence[Tile]) -> None:
    st.html("<style>[class*=st-key-name-] button p{font-size:1.15rem !important}</style>")
    for start in range(0, len(tiles), 3):
        for place, tile in zip(st.columns(3), tiles[start : start + 3], strict=False):
            name = t("{name} ({place})", name=tile.name, place=tile.place) if tile.place else tile.name
            place.button(
                plain(name),
                key=f"name-{tile.steward_id}",
                width="stretch",
                on_click=state.note,
                args=("wall-name", tile.steward_id),
            )


def _foot() -> None:
    """Staff, language and size of text: small things, below everything else."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(t("Staff: sign in with a password"), key="wall-staff", on_click=state.note, args=("wall-staff", True))
        other = "en" if state.language() == "zh_CN" else "zh_CN"
        if st.button(plain(LANGUAGES[other]), key="wall-language", icon=":material/translate:"):
            state.set_looks(other, True)
            st.rerun()
    size = text_size.choose("wall-size")
    if size and size != text_size.present():
        state.set_looks(state.language(), True, size)
        st.rerun()
