"""A scheme is edited as a new version; the old ones stay as they were."""

import pytest

from db import audit
from db.errors import Conflict, NotAllowed, NotFound
from db.office.commands.set_up import make_scheme_version
from db.office.queries import current_scheme, scheme_of, scheme_versions, the_office


def with_days(scheme, days):
    first = scheme.steps[0].model_copy(update={"days": days})
    return scheme.model_copy(update={"steps": (first, *scheme.steps[1:])})


def edit(session, actor, days, seen=None, note=""):
    current = the_office(session).scheme_version_id
    return make_scheme_version(session, actor, scheme=with_days(current_scheme(session), days), note=note, seen=seen or current)


def test_a_new_version_becomes_the_current_one(session, cast):
    edit(session, cast.ada, 9)
    assert current_scheme(session).steps[0].days == 9


def test_what_began_under_an_older_version_still_reads_it(session, cast):
    old = the_office(session).scheme_version_id
    before = scheme_of(session, old)
    edit(session, cast.ada, 9)
    assert scheme_of(session, old) == before


def test_versions_are_listed_newest_first_with_who_and_why(session, cast):
    edit(session, cast.ada, 9, note=" 按区里要求 ")
    listed = [(row.number, row.note, row.created_by, row.is_current) for row in scheme_versions(session)]
    assert listed == [(2, "按区里要求", "安大姐", True), (1, "", "", False)]


def test_an_editor_that_showed_an_older_version_is_refused(session, cast):
    shown = the_office(session).scheme_version_id
    edit(session, cast.ada, 9)
    with pytest.raises(Conflict) as caught:
        edit(session, cast.ada, 12, seen=shown)
    assert (caught.value.code, current_scheme(session).steps[0].days) == ("scheme_moved", 9)


@pytest.mark.parametrize("who", ["bob", "alice", "leo"])
def test_nobody_but_the_administrator_edits_the_scheme(session, cast, who):
    with pytest.raises(NotAllowed):
        edit(session, getattr(cast, who), 9)


def test_a_version_that_is_not_there_is_not_found(session, cast):
    with pytest.raises(NotFound) as caught:
        scheme_of(session, 99999)
    assert caught.value.code == "no_scheme_version"


def test_a_new_version_is_in_the_journal(session, cast):
    version = edit(session, cast.ada, 9)
    [entry], _ = audit.page(session, offset=0, limit=1)
    assert (entry.action, entry.detail) == ("scheme_version_made", {"version_id": version, "number": 2})
