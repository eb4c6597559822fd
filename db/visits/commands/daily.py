"""Once a day: what the calendar and the changes of the ledger ask to be visited. Nobody presses for it."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.audit import record
from db.calendar import WorkCalendar, work_calendar
from db.ledger.checks import care_mark
from db.ledger.columns import from_json
from db.ledger.models.households import ChangeKind, Household, HouseholdChange, HouseholdStatus, Member, MemberStatus
from db.ledger.queries.merged import merged_entries, staying, with_merged
from db.office.queries import current_scheme
from db.scheme import Cause, MustVisitRule, Scheme
from db.sql import insert_into, n_changed, pick
from db.visits import events
from db.visits.commands.must_visits import put_must_visit
from db.visits.commands.settle import settle, settle_visited_since
from db.visits.festivals import Coming, coming, day_of_mark, last_working_day_before
from db.visits.models.duties import DailyRun, MustSource, MustStatus, MustVisit
from db.visits.models.summaries import HouseholdContact

_CHUNK = 500


def look_at_the_day(session: Session, today: date | None = None) -> int | None:
    """Returns how many must-visits arose, None when the day has been looked at before.

    What has passed is not made up for: a festival that is over asks nobody. Changes of the ledger are all looked at, from
    the last run on; the first run begins with the day.
    """
    today = today or clock.today()
    before = session.scalar(pick(sa.func.max(DailyRun.last_change_id)))
    last = session.scalar(pick(sa.func.coalesce(sa.func.max(HouseholdChange.id), 0))) or 0
    came = insert_into(session, DailyRun).values(day=today, last_change_id=last).on_conflict_do_nothing()
    if session.scalar(came.returning(col(DailyRun.day))) is None:
        return None
    scheme, calendar = current_scheme(session), work_calendar(session)
    _end_with_festivals(session, scheme, today)
    n_before_festivals = sum(_before_festival(session, scheme, calendar, one, today) for one in coming(scheme, today, calendar))
    n_after_changes = 0 if before is None else _after_changes(session, scheme, before, last)
    settle_visited_since(session, today)
    return n_before_festivals + n_after_changes


def _before_festival(session: Session, scheme: Scheme, calendar: WorkCalendar, near: Coming, today: date) -> int:
    """One must-visit a household, however many rules would ask for it: the first rule that does."""
    due_on = max(last_working_day_before(calendar, near.day), today)
    return sum(
        _ask_all(session, rule, near.mark, _households(session, rule_groups(scheme, rule), near.mark), (today, due_on, near.day))
        for rule in scheme.visiting.arising(Cause.FESTIVAL)
    )


def _end_with_festivals(session: Session, scheme: Scheme, today: date) -> None:
    """What nobody made before a festival was over was not made."""
    _know_ends(session, scheme)
    over = sa.and_(col(MustVisit.status) == MustStatus.OPEN, col(MustVisit.ends_on) < today)
    for mark in session.scalars(pick(MustVisit.mark).distinct().where(over)).all():
        ended = sa.update(MustVisit).where(over, col(MustVisit.mark) == mark)
        n_ended = n_changed(session, ended.values(status=MustStatus.NOT_MADE, settled_on=MustVisit.ends_on))
        record(session, None, events.MustVisitsNotMade(mark, n_ended))


def _know_ends(session: Session, scheme: Scheme) -> None:
    """Those that an older program asked for do not know when their festival is."""
    unknown = sa.and_(
        col(MustVisit.status) == MustStatus.OPEN, col(MustVisit.source) == MustSource.FESTIVAL, col(MustVisit.ends_on).is_(None)
    )
    marks = session.execute(pick(MustVisit.mark, sa.func.max(MustVisit.due_on)).where(unknown).group_by(col(MustVisit.mark)))
    for mark, due_on in marks.all():
        these = sa.update(MustVisit).where(unknown, col(MustVisit.mark) == mark)
        n_changed(session, these.values(ends_on=day_of_mark(scheme, mark) or due_on))


def rule_groups(scheme: Scheme, rule: MustVisitRule) -> tuple[str, ...]:
    """Keys of the special groups that the rule is for."""
    return rule.groups or tuple(group.key for group in scheme.special_groups)


def _households(session: Session, groups: Sequence[str], mark: str) -> Sequence[tuple[int, int]]:
    """Households of the groups, with their units, that have not been asked for under the mark."""
    merged = merged_entries()
    asked = (
        pick(staying(merged, MustVisit.household_id))
        .select_from(MustVisit)
        .outerjoin(merged, merged.c.entry == MustVisit.household_id)
        .where(col(MustVisit.mark) == mark)
    )
    in_a_group = sa.or_(*(col(Household.care_marks).contains(care_mark(key)) for key in groups), sa.false())
    found = pick(Household.id, Household.unit_id).where(
        col(Household.status) == HouseholdStatus.HERE,
        col(Household.care_marks) != "",
        in_a_group,
        col(Household.id).not_in(asked),
    )
    return [(row.id, row.unit_id) for row in session.execute(found)]


def _ask_all(
    session: Session, rule: MustVisitRule, mark: str, households: Sequence[tuple[int, int]], days: tuple[date, date, date]
) -> int:
    """Hundreds at once: one statement for many, and one line in the journal."""
    same = {
        "kind": rule.key, "source": MustSource.FESTIVAL, "mark": mark, "arose_on": days[0], "due_on": days[1],
        "ends_on": days[2],
        "status": MustStatus.OPEN,
    }  # fmt: skip
    for start in range(0, len(households), _CHUNK):
        rows = [{"household_id": i, "unit_id": unit_id, **same} for i, unit_id in households[start : start + _CHUNK]]
        session.execute(insert_into(session, MustVisit).on_conflict_do_nothing(index_elements=["household_id", "mark"]), rows)
    if households:
        record(session, None, events.MustVisitsArose(rule.key, mark, len(households)))
    return len(households)


def _after_changes(session: Session, scheme: Scheme, after_id: int, last_id: int) -> int:
    these = sa.and_(col(HouseholdChange.id) > after_id, col(HouseholdChange.id) <= last_id)
    """One must-visit a change, however many rules would ask for it: the first rule that does."""
    n_made = 0
    for cause, find in ((Cause.MEMBER_DIED, _deaths), (Cause.NEW_NEED, _new_needs)):
        for rule in scheme.visiting.arising(cause):
            n_made += sum(_ask(session, scheme, rule.key, *case) for case in list(find(session, scheme, rule, these)))
    return n_made


Case = tuple[int, int, int, date]
"""Change, household, unit, and the day on which the change was noted."""


def _deaths(session: Session, _scheme: Scheme, _rule: MustVisitRule, these: sa.ColumnElement[bool]) -> Iterator[Case]:
    """Somebody of the household died, and that has not been undone."""
    rows = session.execute(
        pick(HouseholdChange.id, Household.id, Household.unit_id, HouseholdChange.at)
        .join(Member, col(Member.id) == HouseholdChange.member_id)
        .join(Household, col(Household.id) == Member.household_id)
        .where(
            these, col(HouseholdChange.deed) == ChangeKind.MEMBER_LEFT, col(Member.status) == MemberStatus.DIED,
            col(Household.status) == HouseholdStatus.HERE,
        )
    )  # fmt: skip
    yield from ((change_id, household_id, unit_id, clock.local(at).date()) for change_id, household_id, unit_id, at in rows)


def _new_needs(session: Session, scheme: Scheme, rule: MustVisitRule, these: sa.ColumnElement[bool]) -> Iterator[Case]:
    """A household that was on file came into a special group, and is still in it."""
    wanted = {key: care_mark(key) for key in rule_groups(scheme, rule)}
    rows = session.execute(
        pick(HouseholdChange, Household.unit_id, Household.care_marks)
        .join(Household, col(Household.id) == HouseholdChange.household_id)
        .where(
            these, col(HouseholdChange.deed).in_((ChangeKind.CHANGE, ChangeKind.BRING_IN)),
            col(HouseholdChange.member_id).is_(None), col(HouseholdChange.before).is_not(None),
            col(Household.status) == HouseholdStatus.HERE, col(Household.care_marks) != "",
        )
        .order_by(col(HouseholdChange.id))
    )  # fmt: skip
    for change, unit_id, marks in rows:
        if any(wanted.get(key, "-") in marks.split() for key in _new_groups(change)):
            yield change.id, change.household_id, unit_id, clock.local(change.at).date()


def _new_groups(change: HouseholdChange) -> set[str]:
    before, after = (json.loads(from_json(text).get("care") or "[]") for text in (change.before, change.after))
    return set(after) - set(before)


def _ask(session: Session, scheme: Scheme, kind: str, change_id: int, household_id: int, unit_id: int, on: date) -> bool:
    """Unless somebody was met since."""
    entries = list(with_merged(session, [household_id]))
    met = pick(sa.func.max(HouseholdContact.last_met_on)).where(col(HouseholdContact.household_id).in_(entries))
    if (last := session.scalar(met)) and last >= on:
        return False
    new = put_must_visit(
        session, None, scheme, household=(household_id, unit_id), kind=kind, source=MustSource.LEDGER, mark=f"change:{change_id}",
        arose_on=on,
    )  # fmt: skip
    settle(session, [household_id])
    return new is not None
