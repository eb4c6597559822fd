"""A long list, a page at a time: the database finds the rows of one page and says how many there are in all."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

from components.ui import database, moves, state, tables
from components.wording.markdown import plain
from components.wording.words import t

R = TypeVar("R")
# Called with a session, `offset` and `limit`.
Find = Callable[..., tuple[Sequence[R], int]]
Shown = Callable[[R], Mapping[str, Any]]
Mark = Callable[[R], Hashable]
_PER_PAGE, _CARDS_PER_PAGE = 50, 10


@dataclass(frozen=True)
class PagedList(Generic[R]):
    """The rows of the page that is shown. `shown` tells a row's cells by their titles, `mark` whose it is in which version."""

    key: str
    rows: Sequence[R]
    n_rows: int

    def listing(self, shown: Shown[R], *, empty: str) -> None:
        """To read only."""
        tables.listing([shown(row) for row in self.rows], key=self.key, empty=empty)
        self.pager()

    def table(self, shown: Shown[R], *, mark: Mark[R], empty: str, mode: Any = "multi-row") -> list[R]:
        """Returns the rows that are ticked."""
        rows, marks = [shown(row) for row in self.rows], [mark(row) for row in self.rows]
        ticked = tables.table(rows, marks=marks, key=self.key, empty=empty, mode=mode)
        self.pager()
        return [self.rows[index] for index in ticked]

    def pick(self, shown: Shown[R], *, mark: Mark[R], empty: str) -> list[R]:
        """Returns the rows that are ticked on a PC; with large text, the one whose card is pressed."""
        if not is_of_cards():
            return self.table(shown, mark=mark, empty=empty)
        rows, marks = [shown(row) for row in self.rows], [mark(row) for row in self.rows]
        pressed = tables.cards(rows, marks=marks, key=self.key, empty=empty, action=t("Open"))
        self.pager()
        return [] if pressed is None else [self.rows[pressed]]

    def pager(self) -> None:
        """Page numbers under the list, where there is more than one page."""
        n_pages = -(-self.n_rows // _per_page())
        if n_pages > 1:
            st.pagination(n_pages, key=_page_key(self.key))


def read(key: str, find: Find[R]) -> PagedList[R]:
    """The page that is asked for of the list that `key` names."""
    page = state.widget(_page_key(key)) or 1
    with database.reading() as s:
        rows, n_rows = find(s, offset=(page - 1) * _per_page(), limit=_per_page())
    return PagedList(key, rows, n_rows)


def is_of_cards() -> bool:
    """Whether `pick` draws cards, of which a press opens one."""
    return state.has_large_text()


def open_button(title: str, page: str, *, kind: Any = "primary", **params: object) -> None:
    """The way to the one row that is ticked; a card has been pressed already."""
    if is_of_cards() or st.button(plain(title), icon=":material/open_in_full:", type=kind):
        moves.go(page, {name: str(value) for name, value in params.items()})


def _per_page() -> int:
    return _CARDS_PER_PAGE if is_of_cards() else _PER_PAGE


def _page_key(key: str) -> str:
    return f"{key}-page"
