"""Every command of visits, tried on what lies in Pine Court (`tests/visits/scopes.py`)."""

import io
from datetime import date
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from PIL import Image
from sqlmodel import col

from db.scheme import ActivityDay
from db.visits.commands import correct, disclosures, months, photos, quotas, rounds, write
from db.visits.commands import must_visits as m
from db.visits.commands import named as n
from db.visits.commands import paper_sheets as p
from db.visits.commands.visit_file import take_visits
from db.visits.models.duties import DayOfYear, HouseholdDay, MustStatus, MustVisit, VisitPause
from db.visits.models.named import NamedVisit, NamedVisitIn
from db.visits.models.rounds import RoundIn
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.visits import VisitFilter
from tests.ledger.households import written
from tests.scoping import Command
from tests.vetting.states import new_scheme
from tests.visits.test_visit_file import MET_ON_FRIDAY, filled, form_of, looked_at

WHY = "核实过，确有此事"
SEPTEMBER = 202609
KNOCKING = ActivityDay(key="knock_day", zh="敲门日", en="Knock-on-doors day", rule="monthly", day=20, is_knock_day=True)
KNOCK_DAY = date(2026, 12, 20)
ONE_DAY = date(2026, 12, 21)


def _met(household_id: int, **more: Any) -> VisitIn:
    return VisitIn(household_ids=[household_id], outcome=Outcome.MET, **more)


def _first(x, table, *conditions):
    """Id of the one row that `make` brought about."""
    return x.scalar(sa.select(table.id).where(*conditions).order_by(table.id).limit(1))


def _in_willow(x, cast, t):
    """And a household of the other community: a stranger's own."""
    return t, written(x, cast, 40, unit_id=cast.places.willow_building)


def _with_photos(x, cast, t):
    def change(scheme):
        return scheme.model_copy(update={"visiting": scheme.visiting.model_copy(update={"allows_photos": True})})

    new_scheme(x, cast, change)
    return t


def _photographed(x, cast, t):
    _with_photos(x, cast, t)
    photos.add_photo(x, cast.bob, visit_id=t.visit, content=_picture())
    return t


def _picture():
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(held, "JPEG")
    return held.getvalue()


def _knocking(x, cast, t):
    new_scheme(x, cast, lambda scheme: scheme.model_copy(update={"activity_days": (*scheme.activity_days, KNOCKING)}))
    return t


def _own_round(x, cast, t):
    return rounds.make_round(x, cast.grace, round=RoundIn(name="冬季用火", unit_id=cast.places.pine_court, until=ONE_DAY))


def _keyed_or_blank(x, cast, t):
    for position in (1, 2):
        p.blank_row(x, cast.bob, sheet_id=t.sheet, position=position)
    return t


def _form(x, cast, t):
    """The office's form, with one visit written into it."""
    return looked_at(x, cast.bob, filled(form_of(x, cast.bob), MET_ON_FRIDAY))


WRITING = {
    "write_visit": Command(lambda x, who, t: write.write_visit(x, who, visit=_met(t.household_id))),
    "write_visit: by its steward": Command(lambda x, who, t: write.write_visit(x, who, visit=_met(t.household_id)), by="who"),
    "write_visit: mine together with theirs": Command(
        lambda x, who, t: write.write_visit(
            x, who, visit=VisitIn(household_ids=[t[1], t[0].household_id], outcome=Outcome.MET)
        ),
        given=_in_willow,
    ),
    "keep_draft": Command(
        lambda x, who, t: write.keep_draft(x, who, visit=_met(t.household_id, note="写到一半"), request_id=uuid4())
    ),
    "forget_draft": Command(lambda x, who, t: write.forget_draft(x, who, household_ids=[t.household_id]), by="who"),
    "correct_visit": Command(
        lambda x, who, t: correct.correct_visit(x, who, visit_id=t.visit, seen=1, visit=_met(t.household_id), reason=WHY)
    ),
    "withdraw_visit": Command(lambda x, who, t: correct.withdraw_visit(x, who, visit_id=t.visit, seen=1, reason=WHY)),
    "add_photo": Command(
        lambda x, who, t: photos.add_photo(x, who, visit_id=t.visit, content=_picture()), given=_with_photos
    ),
    "show_photos": Command(lambda x, who, t: photos.show_photos(x, who, visit_id=t.visit), given=_photographed),
    "exported_visits": Command(lambda x, who, t: disclosures.exported_visits(x, who, VisitFilter())),
    "exported_visits: of one household": Command(
        lambda x, who, t: disclosures.exported_visits(x, who, VisitFilter(household_id=t.household_id))
    ),
    "take_visits": Command(lambda x, who, preview: take_visits(x, who, preview=preview), given=_form),
}  # fmt: skip

DUTIES = {
    "ask_must_visit": Command(
        lambda x, who, t: m.ask_must_visit(x, who, household_id=t.moved, kind="hardship", why=WHY)
    ),
    "drop_must_visit": Command(
        lambda x, who, t: m.drop_must_visit(
            x, who, must_visit_id=_first(x, MustVisit, col(MustVisit.status) == MustStatus.OPEN), reason=WHY
        )
    ),
    "agree_day": Command(
        lambda x, who, t: m.agree_day(
            x, who, household_id=t.household_id, kind=DayOfYear.BIRTHDAY, month=3, day=9, whose="李大妈"
        )
    ),
    "forget_day": Command(lambda x, who, t: m.forget_day(x, who, day_id=_first(x, HouseholdDay))),
    "pause_quota": Command(
        lambda x, who, t: quotas.pause_quota(
            x, who, steward_id=t.steward, from_on=ONE_DAY, until=ONE_DAY, reason=WHY
        )
    ),
    "end_pause": Command(lambda x, who, t: quotas.end_pause(x, who, pause_id=_first(x, VisitPause))),
    "close_month": Command(lambda x, who, t: months.close_month(x, who, month=SEPTEMBER)),
}  # fmt: skip

ROUNDS = {
    "make_round": Command(
        lambda x, who, unit: rounds.make_round(x, who, round=RoundIn(name="防汛", unit_id=unit, until=ONE_DAY)),
        given=lambda x, cast, t: cast.places.pine_court,
    ),
    "make_knock_day": Command(
        lambda x, who, t: rounds.make_knock_day(x, who, name="敲门日", unit_id=t.unit, day=KNOCK_DAY), given=_knocking
    ),
    "close_round": Command(lambda x, who, round_id: rounds.close_round(x, who, round_id=round_id), given=_own_round),
    "exported_due_households": Command(
        lambda x, who, round_id: rounds.exported_due_households(x, who, round_id=round_id, with_full_data=False),
        given=_own_round,
    ),
}  # fmt: skip

SHEETS = {
    "make_sheets": Command(lambda x, who, t: p.make_sheets(x, who, steward_id=t.steward), unseen="sheet_nobody"),
    "make_sheets: for a round": Command(
        lambda x, who, t: p.make_sheets(x, who, steward_id=t.steward, round_id=t.round), unseen="sheet_nobody"
    ),
    "make_unit_sheets": Command(lambda x, who, t: p.make_unit_sheets(x, who, unit_id=t.unit)),
    "key_row": Command(lambda x, who, t: p.key_row(x, who, sheet_id=t.sheet, position=1, visit=_met(0))),
    "blank_row": Command(lambda x, who, t: p.blank_row(x, who, sheet_id=t.sheet, position=1)),
    "finish_sheet": Command(lambda x, who, t: p.finish_sheet(x, who, sheet_id=t.sheet), given=_keyed_or_blank),
    "lose_sheet": Command(lambda x, who, t: p.lose_sheet(x, who, sheet_id=t.sheet)),
}

NAMED = {
    "write_named_visit": Command(lambda x, who, t: n.write_named_visit(x, who, member_id=t.named, visit=NamedVisitIn())),
    "withdraw_named_visit": Command(lambda x, who, t: n.withdraw_named_visit(x, who, visit_id=_first(x, NamedVisit))),
    "keep_named_draft": Command(
        lambda x, who, t: n.keep_named_draft(x, who, member_id=t.named, visit=NamedVisitIn(), request_id=uuid4())
    ),
    "forget_named_draft": Command(lambda x, who, t: n.forget_named_draft(x, who, member_id=t.named), by="who"),
}

COMMANDS = WRITING | DUTIES | ROUNDS | SHEETS | NAMED

# Part of a visit that was written, or of the day's look.
INNER = {"follow_topics", "put_must_visit"}
