"""A batch of cleared people is announced for the scheme's working days."""

import ast
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from db import clock
from db.calendar import DayKind
from db.errors import Conflict, Invalid, NotFound
from db.office.commands.calendar import set_day
from db.vetting.commands.announce import announce, days_for
from db.vetting.models.announcements import Announcement
from db.vetting.models.applications import Status
from db.vetting.queries.announcement_days import days_of
from db.vetting.queries.announcements import announced_people, announcements, cleared_people, find_announcement
from tests.cast import Cast
from tests.people import announced, applicant, version
from tests.vetting.states import cleared, codes, everything, in_each_status, journal, new_scheme

CONTACT = "松风社区党群服务中心，0916-5500000"
COMMANDS = Path(__file__).resolve().parents[2] / "db" / "vetting" / "commands"


def _announce(session, cast: Cast, *ids, **changes):
    return announce(session, cast.alice, seen={i: version(session, i) for i in ids}, contact=CONTACT, **changes)


def _ends_on(session, cast, announcement_id):
    return find_announcement(session, cast.alice, announcement_id).ends_on


def test_it_runs_the_working_days_of_the_scheme_not_counting_the_first_day(session, cast):
    row = find_announcement(session, cast.alice, announced(session, cast, cleared(session, cast)))
    assert (row.posted_on, row.n_days, row.ends_on) == (date(2026, 11, 23), 5, date(2026, 11, 30))


def test_over_national_day_the_holiday_is_left_out_and_the_adjusted_saturday_counts(session, cast):
    """Posted on 28 September 2026: 29, 30, then 8, 9 and Saturday 10 October, a working day by arrangement."""
    application_id = cleared(session, cast)
    with clock.at(date(2026, 9, 28)):
        assert _ends_on(session, cast, announced(session, cast, application_id)) == date(2026, 10, 10)


def test_the_end_can_be_explained_day_by_day(session, cast):
    application_id = cleared(session, cast)
    with clock.at(date(2026, 9, 28)):
        days = days_of(session, find_announcement(session, cast.alice, announced(session, cast, application_id))).days
    assert [(d.day.day, d.kind) for d in days if d.counts] == [
        (29, DayKind.WORKING), (30, DayKind.WORKING), (8, DayKind.WORKING), (9, DayKind.WORKING),
        (10, DayKind.ADJUSTED_WORKING),
    ]  # fmt: skip
    assert [d.day.day for d in days if d.kind is DayKind.HOLIDAY] == [1, 2, 3, 4, 5, 6, 7]


def test_a_day_that_the_office_closes_itself_is_left_out(session, cast):
    set_day(session, cast.bob, day=date(2026, 11, 26), is_working=False, note="停电检修")
    assert _ends_on(session, cast, announced(session, cast, cleared(session, cast))) == date(2026, 12, 1)


def test_a_shorter_time_in_a_new_version_does_not_move_the_end(session, cast):
    announcement_id = announced(session, cast, cleared(session, cast))

    def shorter(scheme):
        return scheme.model_copy(
            update={"steps": tuple(s.model_copy(update={"days": 1}) if s.kind == "announcement" else s for s in scheme.steps)}
        )

    new_scheme(session, cast, shorter)
    assert _ends_on(session, cast, announcement_id) == date(2026, 11, 30)


def test_the_end_of_an_announcement_is_written_when_it_is_made_and_where_its_days_are_counted_anew():
    """By reading the code: `ends_on` is assigned, updated or passed on nowhere else."""
    written = []
    for path in sorted(COMMANDS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and any(k.arg == "ends_on" for k in node.keywords):
                written.append((path.stem, ast.unparse(node.func)))
            if isinstance(node, ast.Attribute) and node.attr == "ends_on" and isinstance(node.ctx, ast.Store):
                written.append((path.stem, ast.unparse(node)))
    assert written == [("announce", "Announcement"), ("appoint", "Conflict"), ("days", "row.ends_on")]


def test_only_somebody_who_passed_every_review_is_announced(session, cast):
    others = in_each_status(session, cast, but=Status.CLEARED).values()
    seen = {application_id: version(session, application_id) for application_id in others}
    before = everything(session)
    found = codes(lambda i: announce(session, cast.alice, seen={i: seen[i]}, contact=CONTACT), *others)
    assert found == ["application_moved"] * 6
    assert everything(session) == before


def test_one_who_moved_meanwhile_keeps_the_whole_batch_from_going_out_unseen(session, cast):
    fine, moved = cleared(session, cast, 0), cleared(session, cast, 1)
    before = everything(session)
    with pytest.raises(Conflict):
        announce(session, cast.alice, seen={fine: version(session, fine), moved: 1}, contact=CONTACT)
    assert everything(session) == before


def test_nobody_is_no_batch(session, cast):
    with pytest.raises(Invalid) as refusal:
        announce(session, cast.alice, seen={}, contact=CONTACT)
    assert refusal.value.code == "nobody_chosen"


def test_it_says_where_an_objection_may_be_brought(session, cast):
    application_id = cleared(session, cast)
    seen = {application_id: version(session, application_id)}
    found = codes(lambda contact: announce(session, cast.alice, seen=seen, contact=contact), "", "    ", "街道")
    assert found == ["contact_missing"] * 3


def test_only_the_two_offices_announce(session, cast):
    application_id = cleared(session, cast)
    seen, actors = {application_id: version(session, application_id)}, [cast.grace, cast.ben, cast.ada, cast.leo]
    found = codes(lambda who: announce(session, who, seen=seen, contact=CONTACT), *actors)
    assert found == ["not_allowed"] * 4


def test_the_same_press_twice_announces_once(session, cast):
    press, application_id = uuid4(), cleared(session, cast)
    seen = {application_id: version(session, application_id)}
    ids = [announce(session, cast.alice, seen=seen, contact=CONTACT, request_id=press) for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(announcements(session, cast.alice)) == 1


def test_people_are_announced_in_the_order_in_which_they_were_chosen_and_as_they_are_that_day(session, cast):
    ids = [cleared(session, cast, n) for n in (3, 1, 2)]
    people = announced_people(session, _announce(session, cast, *ids))
    assert [(p.application_id, p.name) for p in people] == [
        (i, applicant(cast, n).name) for i, n in zip(ids, (3, 1, 2), strict=True)
    ]
    assert [p.age for p in people] == [73, 75, 74]


def test_whoever_waits_longest_to_be_announced_is_first_in_the_list(session, cast):
    with clock.at(date(2026, 11, 24)):
        later = cleared(session, cast, 1)
    earlier = cleared(session, cast, 2)
    assert [row.application_id for row in cleared_people(session, cast.alice)] == [earlier, later]


def test_announcements_are_numbered_through_the_year(session, cast):
    for n in (0, 1):
        announced(session, cast, cleared(session, cast, n))
    assert [(row.year, row.number) for row in announcements(session, cast.alice)] == [(2026, 2), (2026, 1)]


def test_an_announcement_is_recorded_with_its_end(session, cast):
    announcement_id = announced(session, cast, cleared(session, cast))
    assert journal(session, "announced") == [{"announcement": announcement_id, "n_people": 1, "ends_on": "2026-11-30"}]


def test_a_batch_of_two_versions_runs_the_longer_time(session, cast):
    early = cleared(session, cast, 0)

    def longer(scheme):
        return scheme.model_copy(
            update={"steps": tuple(s.model_copy(update={"days": 7}) if s.kind == "announcement" else s for s in scheme.steps)}
        )

    new_scheme(session, cast, longer)
    late = cleared(session, cast, 1)
    assert _ends_on(session, cast, _announce(session, cast, early, late)) == date(2026, 12, 2)


def test_a_batch_belongs_to_the_community_of_its_people_whoever_posts_it(session, cast):
    """One person's batch too: the poster speaks for the community, not for a staircase, nor for the town."""
    for n, who in enumerate((cast.alice, cast.bob)):
        application_id = cleared(session, cast, n)
        seen = {application_id: version(session, application_id)}
        row = session.get_one(Announcement, announce(session, who, seen=seen, contact=CONTACT))
        assert row.unit_id == cast.places.pine


def test_who_sees_none_of_the_people_is_not_told_for_how_many_days_they_would_hang(session, cast):
    application_id = cleared(session, cast)
    assert days_for(session, cast.alice, [application_id]) == 5
    with pytest.raises(NotFound):
        days_for(session, cast.charlie, [application_id])
