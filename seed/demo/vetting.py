"""The demo's months of vetting: every step through its command, on its day; the last weeks with people in every state."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle

from sqlmodel import Session

from db import clock
from db.actor import Actor, Role
from db.calendar import WorkCalendar, work_calendar
from db.office.queries import UnitRow
from db.scheme import Scheme, Step, StepKind
from db.vetting.commands.announce import announce
from db.vetting.commands.appoint import appoint
from db.vetting.commands.decide import decide_many
from db.vetting.commands.entries import submit_entry
from db.vetting.commands.objections import ObjectionIn, examine_objection, object_in_public, record_objection
from db.vetting.commands.opinions import Answer, answer_opinions
from db.vetting.commands.register import register, withdraw
from db.vetting.models.announcements import ObjectionChannel
from db.vetting.models.applications import Decision
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.cases import find_cases
from db.vetting.queries.opinions import waiting_for_department
from seed.demo import candidates
from seed.demo.cast import DemoCast, link_steward
from seed.demo.people import People
from seed.demo.state import DemoState

# Of the demo's time, beside the shares of other subjects.
SHARE = 8

CONTACT = "党群服务中心一楼窗口，电话 0900-1234567"
OVERRIDE = "演示数据，均为虚构"
_AT_ONCE = 80


def fill(s: Session, demo: DemoState) -> None:
    months = Months(demo.scheme, demo.cast, demo.people)
    batches = [demo.places[start : start + _AT_ONCE] for start in range(0, len(demo.places), _AT_ONCE)]
    for number, batch in enumerate(batches):
        months.appoint_batch(s, batch, months_ago=5 - number % 4)
        demo.progress((number + 1) / (len(batches) + 1))
    months.leave_in_every_state(s, demo.leaves)
    candidates.fill(s, demo, OVERRIDE)
    link_steward(s, demo.cast)


def working_day_before(calendar: WorkCalendar, day: date) -> date:
    """The last working day up to and including `day`."""
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


class Months:
    """Moves people through vetting with the cast's hands."""

    def __init__(self, scheme: Scheme, cast: DemoCast, people: People) -> None:
        self.scheme, self.cast, self.people = scheme, cast, people
        self.today = clock.today()

    def _seen(self, s: Session, ids: Sequence[int]) -> Mapping[int, int]:
        return {case.id: case.version for case in find_cases(s, self.cast.clerk, ids)}

    def register(self, s: Session, units: Sequence[UnitRow]) -> list[int]:
        grid = self.cast.deciders[Role.GRID_WORKER].name
        return [
            register(s, self.cast.clerk, applicant=self.people.applicant(self.scheme, unit.id, grid), override=OVERRIDE)
            for unit in units
        ]

    def _answer(self, s: Session, ids: Sequence[int]) -> None:
        for actor in self.cast.departments.values():
            asked = waiting_for_department(s, actor, offset=0, limit=1000)
            given = [Answer(p.opinion_id, OpinionStatus.NO_OBJECTION) for p in asked if p.application_id in ids]
            answer_opinions(s, actor, answers=given)

    def pass_step(self, s: Session, step: Step, ids: Sequence[int]) -> None:
        """Each step takes a working day or so; departments answer before theirs is passed."""
        if step.kind is StepKind.OPINIONS:
            self._answer(s, ids)
        decide_many(s, self.cast.deciders[step.decider], decision=Decision.PASS, seen=self._seen(s, ids))

    def appoint_batch(self, s: Session, units: Sequence[UnitRow], *, months_ago: int) -> list[int]:
        """From registration to appointment; returns stewards' ids."""
        calendar = work_calendar(s)
        day = working_day_before(calendar, self.today - timedelta(days=30 * months_ago))
        with clock.at(day):
            ids = self.register(s, units)
        for step in self.scheme.reviews:
            day = calendar.after(day, 2)
            with clock.at(day):
                self.pass_step(s, step, ids)
        day = calendar.after(day, 1)
        with clock.at(day):
            announce(s, self._announcer(), seen=self._seen(s, ids), contact=CONTACT)
        day = calendar.after(day, self.scheme.announcement.days + 1)
        with clock.at(day):
            decider = self.cast.deciders[self.scheme.appointment.decider]
            return appoint(s, decider, seen=self._seen(s, ids))["done"]

    def _announcer(self) -> Actor:
        return self.cast.deciders[self.scheme.announcement.decider]

    def leave_in_every_state(self, s: Session, leaves: Sequence[UnitRow]) -> None:
        """The last weeks: somebody waits at every step, some overdue, some returned, refused, announced, objected to."""
        calendar, groups = work_calendar(s), _groups(leaves)
        for place in range(len(self.scheme.reviews)):
            for days_ago in (21, 2):
                with clock.at(working_day_before(calendar, self.today - timedelta(days=days_ago))):
                    ids = self.register(s, next(groups))
                    for earlier in self.scheme.reviews[:place]:
                        self.pass_step(s, earlier, ids)
        self._turned_away(s, next(groups))
        self._announced(s, next(groups), working_day_before(calendar, self.today - timedelta(days=3)))
        self._ready(s, next(groups), working_day_before(calendar, self.today - timedelta(days=21)))
        self._through_reviews(s, next(groups))
        self._entries(s, next(groups))

    def _through_reviews(self, s: Session, units: Sequence[UnitRow]) -> list[int]:
        ids = self.register(s, units)
        for step in self.scheme.reviews:
            self.pass_step(s, step, ids)
        return ids

    def _turned_away(self, s: Session, units: Sequence[UnitRow]) -> None:
        first = self.cast.deciders[self.scheme.reviews[0].decider]
        with clock.at(self.today - timedelta(days=6)):
            returned, refused, withdrawn = self.register(s, units[:3])
            for one, decision, note in ((returned, Decision.RETURN, "联系电话打不通，请核对后重报。"),
                                        (refused, Decision.REFUSE, "已搬离本辖区，请到现住地报名。")):  # fmt: skip
                decide_many(s, first, decision=decision, seen=self._seen(s, [one]), note=note)
            seen = self._seen(s, [withdrawn])[withdrawn]
            withdraw(s, self.cast.clerk, application_id=withdrawn, seen=seen, note="照看孙辈，暂不参加")

    def _announced(self, s: Session, units: Sequence[UnitRow], day: date) -> None:
        with clock.at(day):
            ids = self._through_reviews(s, units)
            announce(s, self._announcer(), seen=self._seen(s, ids), contact=CONTACT)
        with clock.at(min(day + timedelta(days=1), self.today)):
            object_in_public(s, objection=ObjectionIn(ids[0], "听说他经常出差，不知道能不能常在楼里。"), address="demo")

    def _ready(self, s: Session, units: Sequence[UnitRow], day: date) -> None:
        """Announced and over: some can be appointed today, one not, because an objection was upheld."""
        with clock.at(day):
            ids = self._through_reviews(s, units)
            announce(s, self._announcer(), seen=self._seen(s, ids), contact=CONTACT)
            heard = [
                record_objection(
                    s, self.cast.clerk, channel=ObjectionChannel.PHONE,
                    objection=ObjectionIn(person, text, "演示来电人", "0900-7654321"),
                )
                for person, text in ((ids[0], "反映其群众基础一般。"), (ids[1], "反映其不住在本楼。"))
            ]  # fmt: skip
        with clock.at(day + timedelta(days=2)):
            examine_objection(
                s, self.cast.clerk, objection_id=heard[0], is_upheld=False, finding="走访十户，评价良好，反映不实。"
            )
            examine_objection(s, self.cast.clerk, objection_id=heard[1], is_upheld=True, finding="经核实已搬离，反映属实。")

    def _entries(self, s: Session, units: Sequence[UnitRow]) -> None:
        for unit in units[:3]:
            submit_entry(s, applicant=self.people.applicant(self.scheme, unit.id, ""), address="demo")


def _groups(leaves: Sequence[UnitRow]) -> Iterator[list[UnitRow]]:
    """Four units at a time, round and round among the first unit and its neighbours: where the demo's accounts work."""
    neighbours = [unit for unit in leaves if unit.parent_id == leaves[0].parent_id]
    around = cycle(neighbours)
    while True:
        yield [next(around) for _ in range(4)]
