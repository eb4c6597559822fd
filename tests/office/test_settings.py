"""The settings of the office itself."""

import pytest

from db import audit
from db.errors import Invalid, NotAllowed
from db.office.commands.set_up import change_office
from db.office.queries import the_office

SETTINGS = {"name": "示范镇", "web_address": "", "letter_prefix": "", "is_apply_open": True}


def change(session, actor, **changes):
    change_office(session, actor, **{**SETTINGS, **changes})


def test_settings_are_kept_tidied(session, cast):
    change(
        session,
        cast.ada,
        name=" 新示范镇 ",
        web_address=" http://192.168.1.20:8501/ ",
        letter_prefix=" 示镇函 ",
        is_apply_open=False,
    )
    office = the_office(session)
    assert (office.name, office.web_address) == ("新示范镇", "http://192.168.1.20:8501")
    assert (office.letter_prefix, office.is_apply_open) == ("示镇函", False)


@pytest.mark.parametrize("name", ["", "  ", "镇" * 61])
def test_an_office_has_a_name(session, cast, name):
    with pytest.raises(Invalid) as caught:
        change(session, cast.ada, name=name)
    assert (caught.value.code, caught.value.field) == ("office_name_missing", "name")


@pytest.mark.parametrize("address", ["192.168.1.20:8501", "javascript:alert(1)", "ftp://here", "//here"])
def test_an_address_that_no_browser_opens_is_refused(session, cast, address):
    with pytest.raises(Invalid) as caught:
        change(session, cast.ada, web_address=address)
    assert (caught.value.code, caught.value.field) == ("web_address_form", "web_address")


def test_the_journal_names_the_settings_that_changed(session, cast):
    change(session, cast.ada, letter_prefix="示镇函", is_apply_open=False)
    [entry], _ = audit.page(session, offset=0, limit=1)
    assert (entry.action, entry.detail) == ("office_changed", {"fields": ["letter_prefix", "is_apply_open"]})


def test_settings_saved_as_they_were_are_not_in_the_journal(session, cast):
    _, before = audit.page(session, offset=0, limit=1)
    change(session, cast.ada)
    assert audit.page(session, offset=0, limit=1)[1] == before


@pytest.mark.parametrize("who", ["bob", "alice", "leo"])
def test_nobody_but_the_administrator_changes_the_office(session, cast, who):
    with pytest.raises(NotAllowed):
        change(session, getattr(cast, who), name="我的镇")
