"""What may happen to applicants and stewards, for random walks."""

from db import clock
from db.actor import Role
from db.errors import RuleError
from db.scheme import StepKind
from db.vetting.commands import stewards as service
from db.vetting.commands.announce import announce, announce_again, withdraw_announcement
from db.vetting.commands.appoint import appoint, reappoint
from db.vetting.commands.objections import ObjectionIn, examine_objection, object_in_public, refuse_after_objection
from db.vetting.commands.opinions import Answer, answer_opinions
from db.vetting.commands.register import change_and_resubmit, correct, register, take_up_again, withdraw
from db.vetting.commands.registration_rounds import open_round
from db.vetting.models.announcements import Objection, ObjectionStatus
from db.vetting.models.applications import Application, Status
from db.vetting.models.opinions import OpinionStatus
from db.vetting.models.stewards import Steward
from db.vetting.queries.announcements import announcements, appointees, cleared_people
from db.vetting.queries.applications import as_written
from db.vetting.queries.cases import find_case
from db.vetting.queries.opinions import waiting_for_department
from tests.people import applicant
from tests.tallies import Walk
from tests.vetting.decided import approve, refuse, return_for_changes
from tests.vetting.states import new_scheme, wearing, with_steward_rules

OFTEN = ["register"] * 3 + ["decide"] * 16 + ["announce", "appoint"] * 2
RARE = ["resubmit", "serve", "serve_on", "examine", "correct", "leave", "come_back", "take_down", "object"]


class Applicants(Walk):
    """Every decision is made by somebody of the right role at the town."""

    often = OFTEN + RARE
    least = frozenset({"register", "decide", "announce", "appoint"})
    days_between = (0, 0, 1, 1, 2, 9)

    def at_town(self, session, who, role):
        return wearing(session, who, role, self.cast.places.town)

    def _application(self, session, *statuses):
        return self.one(session, Application, Application.status.in_(statuses))

    def register(self, session):
        self.n += 1
        unit = self.dice.choice(self.buildings)
        name = f"{'赵钱孙李周吴郑王'[self.n % 8]}{'甲乙丙丁戊己庚辛壬癸'[self.n // 8 % 10]}{'东南西北'[self.n // 80 % 4]}"
        register(session, self.cast.bob, applicant=applicant(self.cast, self.n, name=name, unit_id=unit), override="不是同一人")

    def decide(self, session):
        one = self._application(session, Status.WAITING)
        case = find_case(session, self.cast.bob, one.id)
        who = {Role.GRID_WORKER: self.cast.grace, Role.ESTATE_BRANCH: self.cast.ben}.get(case.decider, self.cast.alice)
        actor, seen = self.at_town(session, who, case.decider), {"application_id": one.id, "seen": one.version}
        way = self.dice.random()
        if way < 0.8:
            if case.kind is StepKind.OPINIONS:
                self._agree(session)
            approve(session, actor, **seen)
        elif way < 0.9:
            target = self.dice.choice(["applicant", "recommendation", "branch_review", "community_review"])
            return_for_changes(session, actor, **seen, note="再核实", target=target)
        else:
            refuse(session, actor, **seen, note="条件不符")

    def _agree(self, session):
        for actor in self.cast.departments.values():
            waiting = waiting_for_department(session, actor, offset=0, limit=100)
            answers = [Answer(person.opinion_id, OpinionStatus.NO_OBJECTION) for person in waiting]
            answer_opinions(session, actor, answers=answers)

    def resubmit(self, session):
        one = self._application(session, Status.RETURNED)
        written = as_written(session, self.cast.bob, one.id).model_copy(update={"unit_id": self.dice.choice(self.buildings)})
        change_and_resubmit(session, self.cast.bob, application_id=one.id, seen=one.version, applicant=written)

    def correct(self, session):
        one = self._application(session, Status.WAITING, Status.CLEARED)
        written = as_written(session, self.cast.bob, one.id).model_copy(update={"occupation": f"工种{self.n}"})
        correct(session, self.cast.bob, application_id=one.id, seen=one.version, applicant=written)

    def leave(self, session):
        one = self._application(session, Status.WAITING, Status.RETURNED, Status.CLEARED, Status.ANNOUNCED)
        withdraw(session, self.cast.bob, application_id=one.id, seen=one.version, note="本人来电")

    def come_back(self, session):
        one = self._application(session, Status.WITHDRAWN)
        take_up_again(session, self.cast.bob, application_id=one.id, seen=one.version)

    def announce(self, session):
        seen = {row.application_id: row.version for row in cleared_people(session, self.cast.bob)}
        announce(session, self.cast.bob, seen=seen, contact="党群服务中心，5500000")

    def take_down(self, session):
        row = self.pick([row for row in announcements(session, self.cast.bob) if row.n_waiting])
        command = self.dice.choice([withdraw_announcement, announce_again])
        command(session, self.cast.bob, announcement_id=row.id, reason="张贴有误")

    def object(self, session):
        given = ObjectionIn(self._application(session, Status.ANNOUNCED).id, "长期不在小区居住")
        object_in_public(session, objection=given, address="10.0.0.9")

    def examine(self, session):
        row, is_upheld = self.one(session, Objection, Objection.status == ObjectionStatus.OPEN), self.dice.random() < 0.3
        examine_objection(session, self.cast.bob, objection_id=row.id, is_upheld=is_upheld, finding="经走访查实")
        if is_upheld:
            seen = session.get_one(Application, row.application_id).version
            refuse_after_objection(session, self.cast.bob, application_id=row.application_id, seen=seen, note="不符合条件")

    def appoint(self, session):
        seen = {row.application_id: row.version for row in appointees(session, self.cast.bob, clock.today())}
        if not appoint(session, self.cast.bob, seen=seen)["done"]:
            raise RuleError("nobody_appointed")

    def serve(self, session):
        row = self.one(session, Steward)
        verbs = [service.suspend, service.suspend, service.resume, service.resign, service.end_term, service.dismiss]
        self.dice.choice(verbs)(session, self.cast.bob, steward_id=row.id, seen=row.version, reason="有事外出")

    def serve_on(self, session):
        row, vets_again = self.one(session, Steward), self.dice.random() < 0.5
        new_scheme(session, self.cast, with_steward_rules(vet_again_on_reappointment=vets_again))
        open_round(session, self.cast.bob)
        reappoint(session, self.cast.bob, steward_id=row.id, seen=row.version)
