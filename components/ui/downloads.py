"""Files to take along, made when somebody asks for them, named for what they are."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import streamlit as st

from components.paper.glyphs import with_missing
from components.ui import database, made_files, state
from components.ui.errors import logged_by_number
from components.wording.markdown import md, plain
from components.wording.words import t
from db import clock


@dataclass(frozen=True)
class FileKind:
    ending: str
    mime: str
    has_day: bool = True


PDF = FileKind("pdf", "application/pdf")
EXCEL = FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
WORD = FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
# The program knows a preset by the name of its file.
PRESET = FileKind("toml", "application/toml", has_day=False)

# So many names are said one by one; of the others how many there are.
_MOST_NAMED = 8
_REFUSED_BY_WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def file_name(what: str, kind: FileKind) -> str:
    """`工作证_20261125.pdf`. `what` tells the kind of paper, never whose: the name is read by whoever passes the screen."""
    day = f"_{clock.today():%Y%m%d}" if kind.has_day else ""
    return f"{_REFUSED_BY_WINDOWS.sub('', what).strip(' .')}{day}.{kind.ending}"


def button(label: str, build: Callable[[], bytes], *, what: str, kind: FileKind, **options: Any) -> None:
    """A button that makes the file on the press. The press arrives outside the page's run: who asked, and in which language,
    is remembered here, and whether it is still so is asked again."""
    who, language = state.user(), state.language()

    def made() -> bytes:
        state.speak(language)
        made_files.made_by(who)
        database.require_still(who)
        with logged_by_number():
            return build()

    options.setdefault("icon", ":material/download:")
    st.download_button(plain(label), data=made, file_name=file_name(what, kind), mime=kind.mime, on_click="ignore", **options)


def pdf(label: str, build: Callable[[], bytes], *, what: str, printed: Iterable[str], **options: Any) -> None:
    """A PDF. Of the texts that stand in it (names, doors) those are named beforehand that our fonts cannot draw whole."""
    _warn(with_missing(printed))
    button(label, build, what=what, kind=PDF, **options)


def _warn(short: Mapping[str, Sequence[str]]) -> None:
    for text, signs in islice(short.items(), _MOST_NAMED):
        said = "".join(f"{sign}（U+{ord(sign):04X}）" for sign in signs)
        st.warning(md("**{text}**: {signs} cannot be printed and will be missing. Please write it in another way, or add it by "
                      "hand on the paper.", text=text, signs=said))  # fmt: skip
    if len(short) > _MOST_NAMED:
        st.warning(md("{n} more names have characters that cannot be printed.", n=len(short) - _MOST_NAMED))


def export(n_rows: int, build: Callable[[bool], bytes], *, what: str) -> None:
    """A list taken along as a workbook: masked, or with full numbers where the command allows it; recorded."""
    if not n_rows:
        return
    with st.popover(t("Export"), icon=":material/download:"):
        is_full = st.toggle(t("With full ID numbers and telephones"), key=f"full-{what}")
        st.caption(t("This is recorded in the journal."))
        button(t("Download {n} rows (Excel)", n=n_rows), lambda: build(is_full), what=what, kind=EXCEL)
