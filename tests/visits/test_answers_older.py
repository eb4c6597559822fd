"""An office of an older program: answers lay with the round's household, and now go with their visit."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from db.migrate import prepare
from db.visits.commands.must_visits import ask_must_visit
from db.visits.commands.settle import settle
from db.visits.models.duties import MustSource, MustStatus, MustVisit
from db.visits.models.rounds import RoundHousehold, VisitAnswers
from tests.older import take_back
from tests.visits.households import met
from tests.visits.test_round_answers import census

pytestmark = pytest.mark.both_databases


def _an_older_office(engine, said, visit_id):
    take_back(engine, "0007")
    with engine.begin() as connection:
        answers = sa.text("UPDATE round_household SET answers = :said WHERE visit_id = :visit")
        connection.execute(answers, {"said": said, "visit": visit_id})


@pytest.mark.parametrize("settles_again", [False, True])
def test_answers_and_who_asked_for_a_must_visit_are_carried_over(engine, cast, settles_again):
    with Session(engine) as block:
        round_id, household_id, visit_id, said = _answered(block, cast)
    _an_older_office(engine, said, visit_id)
    prepare(engine)
    with Session(engine) as block:
        if settles_again:
            settle(block, [household_id])
        assert block.exec(select(VisitAnswers.visit_id, VisitAnswers.said)).all() == [(visit_id, '{"q2": 3}')]
        row = block.get_one(RoundHousehold, (round_id, household_id))
        assert (row.visit_id, row.answered_visit_id, row.is_done) == (visit_id, visit_id, True)
        musts = block.exec(select(MustVisit)).all()
        assert {must.source for must in musts} == {MustSource.VISIT, MustSource.BY_HAND}
        assert {(must.asked_after, must.status) for must in musts} == {(visit_id, MustStatus.OPEN)}


def _answered(block, cast):
    """A round's household that was met, answered and told of a dispute; with the answer as it lies sealed on the disk."""
    round_id, households = census.__wrapped__(block, cast)
    [visit_id] = met(block, cast.dora, households[0], topics=["dispute"], answers={round_id: {"q2": 3}})
    ask_must_visit(block, cast.bob, household_id=households[0], kind="hardship", why="刚失业")
    block.commit()
    said = block.execute(sa.text("SELECT said FROM visit_answers")).scalar_one()
    return round_id, households[0], visit_id, said
