"""The same commands under other presets: each goes through its own steps to appointment."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from db import audit, clock
from db.actor import Actor, Role
from db.engine import engine_for
from db.engine import session as write_block
from db.migrate import prepare
from db.office.commands.set_up import set_up_office
from db.office.commands.units import add_unit
from db.office.commands.users import add_user
from db.office.models import OfficeIn, RoleIn, Unit, UserIn
from db.office.queries import current_scheme
from db.scheme import StepKind
from db.settings import SQLITE_NAME
from db.vetting.commands.announce import announce
from db.vetting.commands.appoint import appoint, reappoint
from db.vetting.commands.opinions import Answer, answer_opinions
from db.vetting.commands.register import register
from db.vetting.models.applications import ApplicantIn, Status
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.applications import application_facts, story
from db.vetting.queries.opinions import waiting_for_department
from db.vetting.queries.queue import waiting_steps
from db.vetting.queries.stewards import CardState, card_state, terms
from db.vocabulary import Political, Sex
from tests.people import id_number, version
from tests.tallies import wrong_counts
from tests.vetting.decided import approve
from tests.vetting.states import status_of, steward

PASSWORD = "warm-tea-2026"
LATER = date(2026, 12, 15)
WAY = {
    "jili": ["branch_review", "community_review", "opinions"],
    "qianxi": ["branch_nomination", "township_review"],
}


@pytest.fixture
def empty(engine: Engine, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):
    """A database of the same kind with tables and no office, in a folder of its own."""
    folder = tmp_path_factory.mktemp("other")
    monkeypatch.setenv("RED_STEWARD_HOME", str(folder))
    if engine.dialect.name == "sqlite":
        made = engine_for.__wrapped__(f"sqlite:///{(folder / SQLITE_NAME).as_posix()}")
    else:
        made = engine
        with engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
    prepare(made)
    yield made
    made.dispose()


class Other:
    """An office of a preset: one unit on each level, one person for each role that its steps name."""

    def __init__(self, session, preset):
        given = OfficeIn(name="另一个地方", preset=preset, login="ada", admin_name="安大姐", password=PASSWORD)
        self.clerk = set_up_office(session, office=given)
        self.scheme = current_scheme(session)
        units = {self.scheme.levels[0].key: self.clerk.unit_id}
        covered = self.scheme.level_depth(self.scheme.steward.covers)
        for above, level in zip(self.scheme.levels, self.scheme.levels[1 : covered + 1], strict=False):
            units[level.key] = add_unit(session, self.clerk, parent_id=units[above.key], name=f"第一{level.zh[:2]}")
        self.covered = units[self.scheme.steward.covers]
        self.deciders = {s.key: self._person(session, s.decider, units[s.level]) for s in self.scheme.steps}
        self.departments = [self._person(session, Role.DEPARTMENT, self.clerk.unit_id, d.key) for d in self.scheme.departments]

    def _person(self, session, role, unit_id, department=""):
        """The same person in the same role at the same unit, whichever step asks."""
        login = f"{role.value}{unit_id}{department}"
        known = self.__dict__.setdefault("_people", {})
        if login not in known:
            admin = replace(self.clerk, role=Role.ADMINISTRATOR)
            given = RoleIn(role=role, unit_id=unit_id, department=department)
            user = UserIn(login=login, name="某某人", password=PASSWORD, phone=f"1981{len(known):07d}", roles=[given])
            path = session.get_one(Unit, unit_id).path
            known[login] = Actor(add_user(session, admin, user=user), "某某人", role, unit_id, path, department or None)
        return known[login]

    def registered(self, session):
        given = ApplicantIn(
            name="赵建平", sex=Sex.MALE, id_number=id_number(), phone="19900000001", political=Political.PARTY_MEMBER,
            category=self.scheme.categories[0].key, entry_way=self.scheme.entry_ways[0].key, unit_id=self.covered,
        )  # fmt: skip
        return register(session, self.clerk, applicant=given)

    def decide(self, session, application_id, key):
        if self.scheme.step(key).kind is StepKind.OPINIONS:
            for actor in self.departments:
                [person] = waiting_for_department(session, actor, offset=0, limit=9)
                answer_opinions(session, actor, answers=[Answer(person.opinion_id, OpinionStatus.NO_OBJECTION)])
        approve(session, self.deciders[key], application_id=application_id, seen=version(session, application_id))

    def appointed(self, session, application_id):
        seen = {application_id: version(session, application_id)}
        announce(session, self.deciders["announcement"], seen=seen, contact="党群服务中心，5500000")
        with clock.at(LATER):
            seen = {application_id: version(session, application_id)}
            return appoint(session, self.deciders["appointment"], seen=seen)["done"]


@pytest.mark.parametrize("preset", WAY)
def test_a_person_goes_through_the_steps_of_the_preset_to_a_valid_card(empty, preset):
    went = []
    with write_block(empty) as session:
        office = Other(session, preset)
        application_id = office.registered(session)
        while status_of(session, application_id) is Status.WAITING:
            key = application_facts(session, office.clerk, application_id).step_key
            assert [row.step_key for row in waiting_steps(session, office.deciders[key])] == [key]
            office.decide(session, application_id, key)
            went.append(key)
        [steward_id] = office.appointed(session, application_id)
        assert card_state(session, steward(session, steward_id).card_token, LATER) is CardState.VALID
        assert wrong_counts(session) == {}
        assert audit.verify(session).broken_at is None
    assert went == WAY[preset]


def test_where_no_department_is_asked_the_last_review_clears(empty):
    with write_block(empty) as session:
        office = Other(session, "qianxi")
        application_id = office.registered(session)
        for key in WAY["qianxi"]:
            office.decide(session, application_id, key)
        assert status_of(session, application_id) is Status.CLEARED
        assert story(session, office.clerk, application_id)[-1].decision.value == "clear"


def test_where_stewards_are_not_vetted_again_a_term_follows_a_term(empty):
    with write_block(empty) as session:
        office = Other(session, "qianxi")
        application_id = office.registered(session)
        for key in WAY["qianxi"]:
            office.decide(session, application_id, key)
        [steward_id] = office.appointed(session, application_id)
        with clock.at(LATER):
            assert reappoint(session, office.deciders["appointment"], steward_id=steward_id, seen=1) == "appointed"
        assert len(terms(session, office.clerk, steward_id)) == 2
