"""The demos: the published numbers, ages, states, and that nobody in them could be real."""

import re
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from db import audit, clock
from db.decisions.models.meetings import Meeting, MeetingStatus
from db.engine import engine, reading
from db.id_numbers import age_on, read_id_number
from db.office import tallies
from db.office.queries import demo_accounts
from db.points.models.partners import Partner, PartnerKind, PartyOrganisation
from db.points.models.points import PointStatus, ServicePoint
from db.points.models.services import PointMonth
from db.points.models.staff import Duty
from db.presets import load_preset
from db.subjects import tallies_anew
from db.vetting.models.applications import Application, Status
from db.vetting.models.stewards import Steward, StewardStatus
from seed.demo import fill_demo

PUBLISHED = {"nanzheng": 596, "fushan": 648, "jili": 29, "ningxia": 140, "qianxi": 130}


@pytest.fixture
def demo(request, made_once, monkeypatch):
    """One of them, made once for this test and whoever else reads it."""
    home = made_once(f"demo_{request.param}", lambda: fill_demo(request.param))
    monkeypatch.setenv("RED_STEWARD_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with reading() as block:
        yield request.param, block
    engine().dispose()


def everybody(block: Session) -> list[Application]:
    return list(block.exec(select(Application)))


@pytest.mark.parametrize("demo", PUBLISHED, indirect=True)
def test_a_demo_has_the_published_number_of_stewards_and_somebody_in_every_state(demo):
    preset, block = demo
    stewards = list(block.exec(select(Steward)))
    assert (len(stewards), {steward.status for steward in stewards}) == (PUBLISHED[preset], {StewardStatus.ACTIVE})
    people = everybody(block)
    assert {person.status for person in people} == set(Status)
    scheme = load_preset(preset)
    waiting = Counter(person.step_key for person in people if person.status is Status.WAITING)
    assert set(waiting) == {step.key for step in scheme.reviews}
    ages = [age_on(person.birth_date, clock.today()) for person in people]
    assert max(ages) == 84
    assert 52 <= sum(ages) / len(ages) <= 58
    # Invented: a sequence number that is never issued, a telephone of the practice block.
    assert {read_id_number(person.id_number).number[14:17] for person in people} == {"000"}
    assert all(re.fullmatch(r"199\d{8}", person.phone) for person in people)
    assert audit.verify(block).broken_at is None
    assert tallies.stored(block) == tallies_anew(block)
    roles = {account.role.value for account in demo_accounts(block)}
    assert {"administrator", "clerk", "grid_worker", "estate_branch", "community_party", "steward", "leader", "property"} <= roles
    asks = any(step.kind == "opinions" for step in scheme.steps)
    assert ("department" in roles) == asks


@pytest.mark.parametrize("demo", PUBLISHED, indirect=True)
def test_a_demo_has_points_in_every_state_of_deciding_rosters_logs_and_two_meetings_of_its_kinds(demo):
    preset, block = demo
    statuses = set(block.exec(select(ServicePoint.status)))
    assert {
        PointStatus.PROPOSED,
        PointStatus.TALKED_OVER,
        PointStatus.ADOPTED,
        PointStatus.DECLINED,
        PointStatus.OPEN,
    } <= statuses
    kinds = {kind.key for kind in load_preset(preset).point_kinds}
    assert set(block.exec(select(ServicePoint.kind))) == kinds
    assert block.exec(select(sa.func.count()).select_from(Duty)).one() > 10
    assert block.exec(select(sa.func.sum(PointMonth.n_services))).one() > 50
    meetings = block.exec(select(Meeting.kind, Meeting.status)).all()
    assert len(meetings) == 2
    assert {kind for kind, _ in meetings} <= {kind.key for kind in load_preset(preset).meetings}
    assert MeetingStatus.PLANNED in {status for _, status in meetings}


@pytest.mark.parametrize("demo", ["ningxia"], indirect=True)
def test_ningxia_s_stations_services_trainings_halls_companies_and_committees_are_those_published(demo):
    _, block = demo
    n_open = Counter(block.exec(select(ServicePoint.kind).where(ServicePoint.status == PointStatus.OPEN)))
    sums = [sa.func.sum(column) for column in (PointMonth.n_services, PointMonth.n_trainings, PointMonth.n_trainees)]
    with_party = Counter(block.exec(select(Partner.kind).where(Partner.party != PartyOrganisation.NONE)))
    assert (n_open["station"], n_open["hall"]) == (102, 10)
    assert tuple(block.execute(sa.select(*sums)).one()) == (3000, 20, 300)
    assert (with_party[PartnerKind.PROPERTY_COMPANY], with_party[PartnerKind.OWNERS_COMMITTEE]) == (5, 22)
