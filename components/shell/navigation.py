"""Which page runs. The browser is told of home and of the page that was asked for only: fifty pages are as many bytes on every
run as all the rest."""

from copy import copy
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.shell.menu import BY_ADDRESS, BY_PAGE
from components.ui.moves import HOME, PAGES, address
from components.wording.words import t

NOT_FOUND = "home/not_found.py"


@lru_cache(maxsize=512)
def _made(page: str, url_path: str, title: str) -> Any:
    return st.Page(PAGES / page, title=title, url_path=url_path, default=page == HOME)


def _page(page: str, url_path: str) -> Any:
    """One for everybody, which nobody runs: making it looks into the folder. Whoever runs it takes a copy."""
    entry = BY_PAGE.get(page)
    return _made(page, url_path, t(entry.title) if entry else t("There is no such page"))


@lru_cache(maxsize=512)
def mark_of(page: str, url_path: str = "") -> str:
    """What the framework calls a page."""
    mark: str = _page(page, url_path or address(page))._script_hash
    return mark


@lru_cache(maxsize=1)
def _page_of() -> dict[str, str]:
    return {mark_of(page): page for page in BY_PAGE}


def _by_address(url: str) -> tuple[str, str]:
    """An address that nothing has leads to a page that says so."""
    asked = unquote(urlsplit(url).path).strip("/")
    if not asked:
        return HOME, ""
    entry = BY_ADDRESS.get(asked)
    return (entry.page, asked) if entry else (NOT_FOUND, asked.rsplit("/", 1)[-1])


def asked_page() -> tuple[str, str]:
    """Path and address of the page that is asked for: by a press, or by the address bar, the menu and "back"."""
    context = get_script_run_ctx()
    if context is None:
        return HOME, ""
    pressed = _page_of().get(context.page_script_hash)
    if pressed and not context.is_history_navigation:
        return pressed, address(pressed)
    page, url_path = _by_address(context.context_info.url if context.context_info else "")
    # The browser knows few pages: on "back" to another it names home, and the address says which.
    context.pages_manager.set_script_intent(mark_of(page, url_path), "")
    return page, url_path


def navigate(page: str, url_path: str) -> Any:
    """Every page has its address for everybody; the guard of each decides. Returns the page to run."""
    here = copy(_page(page, url_path))
    return st.navigation([here] if page == HOME else [_page(HOME, address(HOME)), here], position="hidden")
