"""Who serves, the roster and its swaps: who is shown names, and who may change what."""

from db.actor import Role
from db.permissions import OFFICE, VISITORS
from db.points.commands import roster, staff, swaps
from db.points.models.points import PointStatus
from db.points.models.staff import CandidateIn, DutyIn, ElectionIn, StaffIn, StaffStatus
from db.points.queries import my_duties as m
from db.points.queries import roster as r
from db.points.queries import staff as q
from tests.conftest import MONDAY
from tests.points.places import WHY, a_point
from tests.points.serving import EVENING, MORNING, NEXT_MONDAY, NOON, TUESDAY, dora_serves, duty, resident
from tests.scoping import Command, Query

STEWARD = {Role.STEWARD}
NAME = StaffIn(name="李秋", phone="13700137000")
VOTE = ElectionIn(on_day=MONDAY, n_came=9, names=[CandidateIn(name="李秋", phone="13700137000", n_votes=9, is_elected=True)])


def make(session, cast, things):
    """Dora and a resident serve at `point`; she asks to give one of her turns away. At `free` she waits to be taken; at
    `empty` she could put herself forward."""
    things.who, things.staff = dora_serves(session, cast, things.point)
    things.resident = resident(session, cast, things.point)
    things.duty = duty(session, cast, things.point, things.staff)
    things.asked_duty = duty(session, cast, things.point, things.staff, TUESDAY, NOON, EVENING)
    things.swap = swaps.ask_swap(session, things.who, duty_id=things.asked_duty, to_staff_id=things.resident)
    things.free = a_point(session, cast, name="钟楼驿站")
    things.waits = staff.put_oneself_forward(session, things.who, point_id=things.free)
    things.empty = a_point(session, cast, name="百花驿站")
    vote = VOTE.model_copy(update={"names": [CandidateIn(name="王小雨", phone="13900139000", n_votes=9, is_elected=True)]})
    staff.note_election(session, cast.bob, point_id=things.point, election=vote)


QUERIES = {
    "staff_of": Query(lambda x, who, t: q.staff_of(x, who, t.point), VISITORS),
    "find_staff": Query(lambda x, who, t: q.find_staff(x, who, t.staff), VISITORS | STEWARD),
    "put_forward": Query(lambda x, who, t: q.put_forward(x, who), OFFICE),
    "own_places": Query(lambda x, who, t: q.own_places(x, who), STEWARD),
    "points_to_serve_at": Query(lambda x, who, t: q.points_to_serve_at(x, who), STEWARD),
    "stewards_near": Query(lambda x, who, t: q.stewards_near(x, who, t.empty), OFFICE),
    "elections_of": Query(lambda x, who, t: q.elections_of(x, who, t.point), VISITORS),
    "kept_point": Query(lambda x, who, t: r.kept_point(x, who, t.point), VISITORS),
    "week_of": Query(lambda x, who, t: r.week_of(x, who, t.point, MONDAY), VISITORS),
    "gaps_ahead": Query(lambda x, who, t: r.gaps_ahead(x, who), VISITORS),
    "propose_week": Query(lambda x, who, t: r.propose_week(x, who, t.point, NEXT_MONDAY), VISITORS),
    "my_duties": Query(lambda x, who, t: m.my_duties(x, who), STEWARD),
    "own_duty": Query(lambda x, who, t: m.own_duty(x, who, t.duty), STEWARD),
    "colleagues": Query(lambda x, who, t: m.colleagues(x, who, t.duty), STEWARD),
    "swaps_to_answer": Query(lambda x, who, t: m.swaps_to_answer(x, who), VISITORS),
    "swaps_at": Query(lambda x, who, t: m.swaps_at(x, who, t.point), VISITORS),
    "find_swap": Query(lambda x, who, t: m.find_swap(x, who, t.swap), VISITORS | STEWARD),
}
# Whoever asks has looked at the point before.
WITHOUT_ACTOR = {"duties_between", "busy", "n_serving"}


def _duty(t, day=NEXT_MONDAY):
    return DutyIn(staff_id=t.resident, on_day=day, opens=MORNING, closes=NOON)


def _waits(verb, **more):
    return Command(lambda x, who, t: verb(x, who, staff_id=t.waits, seen=StaffStatus.PUT_FORWARD, **more))


def _free_to_serve(x, cast, t):
    return a_point(x, cast, PointStatus.ADOPTED, name="新驿站")


COMMANDS = {
    "take_on": Command(lambda x, who, t: staff.take_on(x, who, point_id=t.point, staff=NAME)),
    "note_election": Command(lambda x, who, t: staff.note_election(x, who, point_id=t.point, election=VOTE)),
    # Strangers of the same building may: at a third one none of them works or lives.
    "put_oneself_forward": Command(
        lambda x, who, point: staff.put_oneself_forward(x, who, point_id=point), by="who", given=_free_to_serve
    ),
    "accept": _waits(staff.accept),
    "not_take": _waits(staff.not_take, why=WHY),
    "end_service": Command(lambda x, who, t: staff.end_service(x, who, staff_id=t.resident, seen=StaffStatus.SERVES, why=WHY)),
    "leave": Command(lambda x, who, t: staff.leave(x, who, staff_id=t.staff, seen=StaffStatus.SERVES), by="who"),
    "put_duty": Command(lambda x, who, t: roster.put_duty(x, who, point_id=t.point, duty=_duty(t))),
    "fill_week": Command(lambda x, who, t: roster.fill_week(x, who, point_id=t.point, duties=[_duty(t)]), by="grace"),
    "take_off_duty": Command(lambda x, who, t: roster.take_off_duty(x, who, duty_id=t.duty), by="alice"),
    "copy_week": Command(lambda x, who, t: roster.copy_week(x, who, point_id=t.point, monday=NEXT_MONDAY)),
    "give_up_roster": Command(lambda x, who, t: roster.give_up_roster(x, who, point_id=t.point)),
    "ask_swap": Command(lambda x, who, t: swaps.ask_swap(x, who, duty_id=t.duty, to_staff_id=t.resident), by="who"),
    "answer_swap": Command(lambda x, who, t: swaps.answer_swap(x, who, swap_id=t.swap, is_taken=True), by="grace"),
    "withdraw_swap": Command(lambda x, who, t: swaps.withdraw_swap(x, who, swap_id=t.swap), by="who"),
}
# Called by commands that have looked at the actor.
INNER = {"move_staff", "end_everybody"}
