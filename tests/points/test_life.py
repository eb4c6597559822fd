"""How a service point lives: every move that there is, and no other."""

import pytest
import sqlalchemy as sa

from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.office import tallies
from db.points.commands import life
from db.points.models.points import PointMove, PointStatus, PointStep
from db.points.queries.counts import counted_anew
from db.points.queries.points import find_point
from tests.points.places import WHY, a_point, moves_of, status_of, version_of, with_hours

pytestmark = pytest.mark.both_databases

VERBS = {
    PointMove.TALK_OVER: life.talk_over,
    PointMove.PUT_ON_BALLOT: life.put_on_ballot,
    PointMove.TAKE_OFF_BALLOT: life.take_off_ballot,
    PointMove.ADOPT: life.adopt,
    PointMove.DECLINE: life.decline,
    PointMove.OPEN: life.open_point,
    PointMove.CLOSE: life.close_point,
    PointMove.TAKE_UP: life.take_up,
}
# By what happens to the staff; the first two only begin a life.
WITHOUT_VERB = {PointMove.PROPOSE, PointMove.SET_UP, PointMove.STAFF, PointMove.UNSTAFF}


def _tried(session, cast, point_id, move):
    """Where the point stands after its verb, or None when it was refused for where it stood."""
    point = session.begin_nested()
    try:
        row = find_point(session, cast.bob, point_id)
        if move in VERBS:
            VERBS[move](session, cast.bob, point_id=point_id, seen=row.version, why=WHY)
        else:
            life.move_point(session, cast.bob, row, move, WHY)
        return status_of(session, point_id)
    except Conflict as refused:
        return None if refused.code == "no_such_point_move" else refused
    finally:
        point.rollback()
        session.expire_all()


def test_each_move_leads_where_the_table_says_and_each_other_one_is_refused(session, cast, checked):
    wrong, cells = [], 0
    for status in PointStatus:
        point_id = a_point(session, cast, status, name=f"驿站{status.value}")
        with_hours(session, point_id)
        for move in PointMove:
            cells += 1
            if _tried(session, cast, point_id, move) is not life.TRANSITIONS.get((status, move)):
                wrong.append((status.value, move.value))
    checked("states x moves of a point", cells)
    assert (wrong, set(VERBS) | WITHOUT_VERB) == ([], set(PointMove))


def test_the_story_names_each_move_with_who_did_it_and_why(session, cast):
    point_id = a_point(session, cast, PointStatus.TALKED_OVER)
    life.adopt(session, cast.alice, point_id=point_id, seen=version_of(session, point_id), why="议事会同意")
    last = session.scalars(sa.select(PointStep).order_by(PointStep.id.desc()).limit(1)).one()
    assert moves_of(session, point_id) == [PointMove.PROPOSE, PointMove.TALK_OVER, PointMove.ADOPT]
    assert (last.user_id, last.role, last.why, last.after) == (
        cast.alice.user_id,
        cast.alice.role,
        "议事会同意",
        PointStatus.ADOPTED,
    )


@pytest.mark.parametrize("statement", ["UPDATE point_step SET move = 'open'", "DELETE FROM point_step"])
def test_no_step_of_the_story_can_be_changed_afterwards(session, cast, statement):
    a_point(session, cast, PointStatus.OPEN)
    with pytest.raises(sa.exc.DatabaseError, match="point_step is append-only"):
        session.execute(sa.text(statement))


def test_what_the_office_adopts_without_its_having_been_talked_over_says_so_and_why(session, cast):
    point_id = a_point(session, cast, PointStatus.PROPOSED)
    with pytest.raises(Invalid, match="reason_missing"):
        life.adopt(session, cast.bob, point_id=point_id, seen=1)
    life.adopt(session, cast.bob, point_id=point_id, seen=1, why="镇里统一安排")
    talked = a_point(session, cast, PointStatus.ADOPTED, name="钟楼驿站")
    assert [find_point(session, cast.bob, i).is_by_decision for i in (point_id, talked)] == [True, False]


@pytest.mark.parametrize(
    ("status", "verb"),
    [(PointStatus.PROPOSED, life.decline), (PointStatus.OPEN, life.close_point), (PointStatus.CLOSED, life.take_up)],
)
def test_what_breaks_the_course_of_things_needs_a_reason(session, cast, status, verb):
    point_id = a_point(session, cast, status)
    with pytest.raises(Invalid, match="reason_missing"):
        verb(session, cast.bob, point_id=point_id, seen=version_of(session, point_id), why=" ")


def test_a_point_without_hours_is_not_opened(session, cast):
    point_id = a_point(session, cast, PointStatus.STAFFED)
    with pytest.raises(Conflict, match="point_no_hours"):
        life.open_point(session, cast.bob, point_id=point_id, seen=version_of(session, point_id))
    with_hours(session, point_id)
    life.open_point(session, cast.bob, point_id=point_id, seen=version_of(session, point_id))
    assert find_point(session, cast.bob, point_id).opened_on is not None


def test_of_two_who_decide_at_once_the_second_is_told(session, cast):
    point_id = a_point(session, cast, PointStatus.TALKED_OVER)
    seen = version_of(session, point_id)
    life.adopt(session, cast.bob, point_id=point_id, seen=seen)
    with pytest.raises(Stale):
        life.decline(session, cast.alice, point_id=point_id, seen=seen, why=WHY)
    assert status_of(session, point_id) is PointStatus.ADOPTED


def test_nobody_decides_about_a_point_of_a_unit_above_or_beside_theirs(session, cast):
    point_id = a_point(session, cast, PointStatus.TALKED_OVER)
    for who, refused in ((cast.charlie, NotFound), (cast.grace, NotAllowed), (cast.dora, NotAllowed), (cast.leo, NotAllowed)):
        with pytest.raises(refused):
            life.adopt(session, who, point_id=point_id, seen=version_of(session, point_id))
    assert status_of(session, point_id) is PointStatus.TALKED_OVER


def test_the_counts_by_unit_are_those_of_the_points(session, cast):
    for n, status in enumerate(PointStatus):
        a_point(session, cast, status, name=f"驿站{n}")
    kept = {key: n for key, n in tallies.stored(session).items() if key[1].startswith("points.")}
    assert (kept, len(kept)) == (counted_anew(session), len(PointStatus))
