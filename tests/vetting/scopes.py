"""Every query of vetting, and who is shown something by it."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from db.actor import Actor, Role
from db.office.commands.calendar import set_day
from db.office.commands.users import change_user
from db.office.queries import current_scheme
from db.vetting import queries
from db.vetting.applicants import check_applicant
from db.vetting.commands.decide import declare_kin
from db.vetting.commands.entries import submit_entry
from db.vetting.commands.objections import ObjectionIn, object_in_public
from db.vetting.commands.opinions import write_letter
from db.vetting.models.applications import ApplicantIn, Application, Relation
from db.vetting.queries import announcements as a
from db.vetting.queries import applications as p
from db.vetting.queries import candidates as c
from db.vetting.queries import cases, figures, lookalikes, name_wall, queue
from db.vetting.queries import opinions as o
from db.vetting.queries import stewards as s
from db.vetting.queries.registration_rounds import open_round_id
from db.vocabulary import Political, Sex
from tests.conftest import MONDAY
from tests.people import announced as announce
from tests.people import applicant, at_opinions, cleared, id_number, registered
from tests.scoping import OFFICE, REVIEWERS, Query, Scopes
from tests.vetting.candidates_file import line, taken
from tests.vetting.commands import COMMANDS, INNER
from tests.vetting.states import AFTER, a_steward

FIGURES = {Role.LEADER, *OFFICE}


@dataclass(frozen=True)
class Things:
    """Ids of what lies in Pine Court: somebody at each stage, and what hangs on them."""

    who: Actor
    waiting: int
    asked: int
    announced: int
    announcement: int
    steward: int
    entry: int
    letter: int
    candidate: int


def _everything(session, cast):
    steward_id = a_steward(session, cast, 0)
    cleared(session, cast, 1)
    announced = cleared(session, cast, 2)
    announcement = announce(session, cast, announced)
    set_day(session, cast.bob, day=date(2026, 11, 26), is_working=False)
    object_in_public(session, objection=ObjectionIn(announced, "长期不在小区居住"), address="10.0.0.9")
    asked = at_opinions(session, cast, 3)
    letter = write_letter(session, cast.alice, department="court", opinion_ids=o.without_letter(session, cast.alice, "court"))
    waiting = registered(session, cast, 4)
    submit_entry(session, applicant=applicant(cast, 5), address="10.0.0.7")
    declare_kin(session, cast.bob, application_id=waiting, relation=Relation.SIBLING, user_id=cast.ada.user_id)
    [entry] = p.waiting_entries(session, cast.grace)
    change_user(session, cast.ada, user_id=cast.dora.user_id, name=applicant(cast, 0).name, phone=applicant(cast, 0).phone)
    [candidate] = taken(session, cast.bob, line(0))
    return Things(cast.dora, waiting, asked, announced, announcement, steward_id, entry.id, letter, candidate)


def _namesake(session, actor, _):
    """Asks about somebody who looks like one on file."""
    name, birth_date = session.execute(sa.select(Application.name, Application.birth_date)).first()
    given = ApplicantIn(
        name=name, sex=Sex.MALE, id_number=id_number(birth_date, county=4), phone="19900009999", unit_id=1,
        political=Political.MASSES, category="volunteer", entry_way="volunteers",
    )  # fmt: skip
    checked = check_applicant(current_scheme(session), given, MONDAY)
    return lookalikes.find_lookalikes(session, actor, checked, round_id=open_round_id(session))


QUERIES = {
    "announcements": Query(lambda x, who, t: a.announcements(x, who), OFFICE),
    "find_announcement": Query(lambda x, who, t: a.find_announcement(x, who, t.announcement), OFFICE),
    "cleared_people": Query(lambda x, who, t: a.cleared_people(x, who), REVIEWERS),
    "announcements_by_id": Query(lambda x, who, t: a.announcements_by_id(x, who, [t.announcement]), OFFICE, []),
    "count_moved": Query(lambda x, who, t: a.count_moved(x, who, MONDAY), OFFICE, 0),
    "appointees": Query(lambda x, who, t: a.appointees(x, who, AFTER), REVIEWERS),
    "objections": Query(lambda x, who, t: a.objections(x, who), OFFICE),
    "applications": Query(lambda x, who, t: p.applications(x, who), REVIEWERS),
    "count_by_status": Query(lambda x, who, t: p.count_by_status(x, who), REVIEWERS, {}),
    "application_facts": Query(lambda x, who, t: p.application_facts(x, who, t.waiting), REVIEWERS),
    "as_written": Query(lambda x, who, t: p.as_written(x, who, t.waiting), REVIEWERS),
    "kin_users": Query(lambda x, who, t: p.kin_users(x, who, t.waiting), REVIEWERS, {}),
    "story": Query(lambda x, who, t: p.story(x, who, t.waiting), REVIEWERS),
    "opinion_progress": Query(lambda x, who, t: p.opinion_progress(x, who, t.asked), REVIEWERS, p.OpinionProgress(0, 0, 0, None)),
    "waiting_entries": Query(lambda x, who, t: p.waiting_entries(x, who), {Role.GRID_WORKER, Role.CLERK}),
    "count_entries": Query(lambda x, who, t: p.count_entries(x, who), {Role.GRID_WORKER, Role.CLERK}, 0),
    "entry_as_written": Query(lambda x, who, t: p.entry_as_written(x, who, t.entry), {Role.GRID_WORKER, Role.CLERK}),
    "find_case": Query(lambda x, who, t: cases.find_case(x, who, t.waiting), REVIEWERS),
    "find_cases": Query(lambda x, who, t: cases.find_cases(x, who, [t.waiting]), REVIEWERS),
    "funnel": Query(lambda x, who, t: [i for i in figures.funnel(x, who, current_scheme(x)) if i.n], FIGURES),
    "by_unit": Query(lambda x, who, t: [i for i in figures.by_unit(x, who) if i.n], FIGURES),
    "find_lookalikes": Query(_namesake, REVIEWERS),
    "known_people": Query(
        lambda x, who, t: lookalikes.known_people(x, who, None, x.scalars(sa.select(Application.pinyin)).all()),
        REVIEWERS,
        lookalikes.KnownPeople(frozenset(), frozenset(), frozenset()),
    ),
    "find_candidates": Query(lambda x, who, t: c.find_candidates(x, who, c.CandidateFilter()), OFFICE),
    "count_candidates": Query(lambda x, who, t: c.count_candidates(x, who, c.CandidateFilter()), OFFICE),
    "units_of_candidates": Query(lambda x, who, t: c.units_of_candidates(x, who, "/"), OFFICE),
    "candidate_facts": Query(lambda x, who, t: c.candidate_facts(x, who, t.candidate), OFFICE),
    "candidate_as_written": Query(lambda x, who, t: c.candidate_as_written(x, who, current_scheme(x), t.candidate), OFFICE),
    "candidate_lists": Query(lambda x, who, t: c.candidate_lists(x, who), OFFICE),
    "waiting_for_department": Query(lambda x, who, t: o.waiting_for_department(x, who, offset=0, limit=99), {Role.DEPARTMENT}),
    "count_for_department": Query(lambda x, who, t: o.count_for_department(x, who), {Role.DEPARTMENT}, 0),
    "department_states": Query(lambda x, who, t: [d for d in o.department_states(x, who, MONDAY) if d.n_pending], OFFICE),
    "without_letter": Query(lambda x, who, t: o.without_letter(x, who, "tax"), OFFICE),
    "letters": Query(lambda x, who, t: o.letters(x, who), OFFICE),
    "find_letter": Query(lambda x, who, t: o.find_letter(x, who, t.letter), OFFICE),
    "people_of_letter": Query(lambda x, who, t: o.people_of_letter(x, who, t.letter, is_full=True), OFFICE),
    "open_people_of_letter": Query(lambda x, who, t: o.open_people_of_letter(x, who, t.letter), OFFICE),
    "queue_counts": Query(lambda x, who, t: queue.queue_counts(x, who, MONDAY), REVIEWERS, queue.QueueCounts({}, 0)),
    "waiting_steps": Query(lambda x, who, t: queue.waiting_steps(x, who), REVIEWERS),
    "count_waiting": Query(lambda x, who, t: queue.count_waiting(x, who), REVIEWERS, 0),
    "find_stewards": Query(lambda x, who, t: s.find_stewards(x, who, s.StewardFilter()), {Role.LEADER, *REVIEWERS}),
    "count_stewards": Query(lambda x, who, t: s.count_stewards(x, who, s.StewardFilter()), {Role.LEADER, *REVIEWERS}, 0),
    "steward_facts": Query(lambda x, who, t: s.steward_facts(x, who, t.steward, AFTER), {Role.LEADER, *REVIEWERS}),
    "terms": Query(lambda x, who, t: s.terms(x, who, t.steward), {Role.LEADER, *REVIEWERS}),
    "service_story": Query(lambda x, who, t: s.service_story(x, who, t.steward), {Role.LEADER, *REVIEWERS}),
    "own_steward": Query(lambda x, who, t: s.own_steward(x, who, AFTER), {Role.STEWARD}, None),
    "card_rows": Query(lambda x, who, t: s.card_rows(x, who, [t.steward]), OFFICE),
    "pin_state": Query(
        lambda x, who, t: name_wall.pin_state(x, who, t.steward),
        {Role.GRID_WORKER, Role.COMMUNITY_PARTY, Role.CLERK, Role.ADMINISTRATOR},
    ),
    "names_on_boards": Query(lambda x, who, t: s.names_on_boards(x, who), {Role.PROPERTY, Role.STEWARD}),
}


# Whoever asks for these is the public with a secret of its own, or a command that has looked at the actor already.
WITHOUT_ACTOR = {
    "public_announcements", "announced_people", "progress", "card_state", "case_by_receipt", "has_bar", "counted_anew",
    "rounds", "open_round_id", "every_case",
    # The wall of a tablet, whose own cookie says which unit it is; and whose account a steward's is.
    "name_tiles", "account_of", "days_of",
    # Whom the office has on file, as keys or as yes and no, so that nobody is taken twice.
    "people_on_file", "already_here",
    # Since when a steward whom the actor may write a visit for has been in office.
    "in_office_since",
    # Names of colleagues, for the page of an application that the actor sees.
    "reviewers_over",
}  # fmt: skip

SCOPES = Scopes(
    queries,
    _everything,
    QUERIES,
    WITHOUT_ACTOR,
    # Says of the one who asks whether something is their own, and nothing of anybody else.
    elsewhere={"why_not_answer", "kin_of", "roles_spoken_in"},
    commands=COMMANDS,
    inner=INNER,
    # Nobody waits at the estate branch's step, and the clerk decides at none.
    unseen={
        (name, role) for name in ("queue_counts", "waiting_steps", "count_waiting") for role in (Role.ESTATE_BRANCH, Role.CLERK)
    },
)
