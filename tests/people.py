"""Invented people, and the way of one of them through vetting."""

from datetime import date
from typing import Any

from sqlmodel import Session

from db.id_numbers import check_character
from db.vetting.commands.announce import announce
from db.vetting.commands.appoint import appoint
from db.vetting.commands.opinions import Answer, answer_opinions
from db.vetting.commands.register import register
from db.vetting.models.applications import ApplicantIn, Application
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.opinions import waiting_for_department
from db.vocabulary import Political, Sex
from tests.cast import Cast
from tests.vetting.decided import approve

COUNTIES = ("610721", "610702", "430181", "330803", "640104")


def id_number(birth: date = date(1968, 3, 9), serial: int = 0, county: int = 0) -> str:
    """Well-formed; with serial 0 it is a number that is never issued. An odd serial belongs to a man."""
    first = f"{COUNTIES[county]}{birth:%Y%m%d}{serial:03d}"
    return first + check_character(first)


def applicant(cast: Cast, n: int = 0, **changes: Any) -> ApplicantIn:
    """The n-th invented applicant for the first building of Pine Court."""
    birth = date(1950 + n % 40, 1 + n % 12, 1 + n % 28)
    surname, given = "赵钱孙李周吴郑王冯陈褚卫"[n % 12], "建国秀英文明永福兰芝"[n % 10] + "平安和顺德"[n % 5]
    written = ApplicantIn(
        name=surname + given, sex=Sex.FEMALE if n % 2 else Sex.MALE, nation="汉", id_number=id_number(birth, county=n % 5),
        phone=f"199{n:08d}", political=Political.PARTY_MEMBER, party_joined="1998.07", education="大专",
        occupation="退休教师", speciality="调解", category="building_head", entry_way="volunteers",
        recommender="葛网格", unit_id=cast.places.buildings[0],
    )  # fmt: skip
    written = written.model_copy(update=changes)
    # Whoever was a child in 1998 did not join then.
    if "party_joined" not in changes and written.id_number[6:10] > "1979":
        written.party_joined = ""
    return written


def registered(session: Session, cast: Cast, n: int = 0, **changes: Any) -> int:
    return register(session, cast.bob, applicant=applicant(cast, n, **changes), override="本人到场，不是同一人")


def version(session: Session, application_id: int) -> int:
    row = session.get_one(Application, application_id)
    session.refresh(row)
    return row.version


def at_opinions(session: Session, cast: Cast, n: int = 0) -> int:
    """Recommended and reviewed twice: the departments are asked."""
    application_id = registered(session, cast, n)
    for actor in (cast.grace, cast.ben, cast.alice):
        approve(session, actor, application_id=application_id, seen=version(session, application_id))
    return application_id


def all_departments_agree(session: Session, cast: Cast) -> None:
    for actor in cast.departments.values():
        waiting = waiting_for_department(session, actor, offset=0, limit=1000)
        answers = [Answer(person.opinion_id, OpinionStatus.NO_OBJECTION) for person in waiting]
        answer_opinions(session, actor, answers=answers)


def cleared(session: Session, cast: Cast, n: int = 0) -> int:
    """Every review passed: waits to be announced."""
    application_id = at_opinions(session, cast, n)
    all_departments_agree(session, cast)
    approve(session, cast.alice, application_id=application_id, seen=version(session, application_id))
    return application_id


def announced(session: Session, cast: Cast, *ids: int) -> int:
    seen = {i: version(session, i) for i in ids}
    return announce(session, cast.alice, seen=seen, contact="松风社区党群服务中心，0916-5500000")


def appointed(session: Session, cast: Cast, *ids: int) -> list[int]:
    """Ids of stewards. The clock must stand after the announcement's end."""
    return appoint(session, cast.bob, seen={i: version(session, i) for i in ids})["done"]
