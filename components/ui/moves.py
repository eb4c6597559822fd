"""From one page to another. A page is named by its path in `pages/`; it need not be known to the browser yet."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from components.wording.markdown import plain

PAGES = Path(__file__).resolve().parents[2] / "pages"
HOME = "home/home.py"


def address(page: str) -> str:
    """`vetting/queue.py` -> `vetting-queue`; public pages have short ones."""
    name = page.removesuffix(".py")
    return name.removeprefix("public/").replace("/", "-").replace("_", "-")


@lru_cache(maxsize=512)
def _to(page: str) -> Any:
    return st.Page(PAGES / page, title=page, url_path=address(page), default=page == HOME)


def go(page: str, params: Mapping[str, str] | None = None) -> NoReturn:
    """Leaves this page for another."""
    st.switch_page(_to(page), query_params=params)


def link(page: str, label: str, icon: str = "", params: Mapping[str, str] | None = None) -> None:
    """`icon` is a name of Material's icons."""
    st.page_link(_to(page), label=plain(label), icon=f":material/{icon}:" if icon else None, query_params=params)
