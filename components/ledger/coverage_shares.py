"""The three or four things that the scheme wants to be clear about, as shares of the households."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.ui import database
from components.wording.words import aside, language, share, t
from db import clock
from db.actor import Actor
from db.ledger.queries.coverage import ClearRow, clearness
from db.scheme import Scheme
from db.settings import settings


# Walks every household: a minute old is new enough for a picture of the whole.
@st.cache_data(ttl=60, show_spinner=False)
def _clearness(database_url: str, actor: Actor, today: date, path: str) -> list[ClearRow]:
    with database.reading() as s:
        return clearness(s, actor, database.scheme(), today, path)


def clear(actor: Actor, scheme: Scheme, path: str) -> None:
    """The scheme's three or four things to be clear about, each as a share of the households."""
    if not scheme.ledger.clear:
        return
    st.subheader(t("What is clear"), anchor=False)
    _say_clear(scheme, _clearness(settings().database_url, actor, clock.today(), path))


def clear_of_steward(actor: Actor, scheme: Scheme, steward_id: int) -> None:
    with database.reading() as s:
        _say_clear(scheme, clearness(s, actor, scheme, clock.today(), steward_id=steward_id))


def _say_clear(scheme: Scheme, rows: Sequence[ClearRow]) -> None:
    names = {group.key: group.text(language()) for group in scheme.ledger.clear}
    for row in rows:
        said = t("{name}: {known} of {n}", name=names[row.key], known=row.n_known, n=row.n_households)
        st.text(aside(said, share(row.n_known, row.n_households)))
