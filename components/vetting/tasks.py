"""Tasks of vetting."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session

from components.home.task import Task
from components.wording.markdown import md
from components.wording.words import t
from db import clock
from db.actor import Actor, Role
from db.office.queries import current_scheme
from db.office.tallies import totals
from db.vetting.models.applications import Status
from db.vetting.models.stewards import StewardStatus
from db.vetting.permissions import VettingPermission
from db.vetting.queries.announcements import appointees, cleared_people, count_moved
from db.vetting.queries.announcements import objections as open_objections
from db.vetting.queries.applications import count_by_status, count_entries
from db.vetting.queries.counts import steward_kind
from db.vetting.queries.opinions import count_for_department, department_states
from db.vetting.queries.queue import queue_counts
from db.vetting.queries.stewards import StewardFilter, count_stewards

RENEW_WITHIN = timedelta(days=60)


def queue(s: Session, actor: Actor) -> Iterator[Task]:
    counts = queue_counts(s, actor, clock.today())
    n, late = counts.n_all, counts.n_overdue
    said = md("**{n}** applications wait for your decision", n=n)
    overdue = t("{n} of them overdue", n=late) if late else ""
    yield Task("queue", n, said, "vetting/queue.py", late=overdue)


def entries(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_entries(s, actor)
    yield Task("entries", n, md("**{n}** people registered by themselves and wait to be met", n=n), "vetting/entries.py")


def applications(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_by_status(s, actor).get(Status.RETURNED, 0)
    said = md("**{n}** applications were returned and wait for changes", n=n)
    params = {"status": Status.RETURNED.value}
    yield Task("returned", n, said, "vetting/applications.py", "groups", t("All applicants"), params)


def department(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_for_department(s, actor)
    yield Task("opinions", n, md("**{n}** people wait for your department's opinion", n=n), "vetting/opinions.py")


def letters(s: Session, actor: Actor) -> Iterator[Task]:
    states = department_states(s, actor, clock.today())
    late = sum(state.n_overdue for state in states)
    said, title = md("**{n}** opinions of departments are overdue", n=late), t("Letters to departments and their replies")
    yield Task("letters", late, said, "vetting/letters.py", "mail", title, late=t("The day has passed.") if late else "")


def announce(s: Session, actor: Actor) -> Iterator[Task]:
    n = len(cleared_people(s, actor))
    yield Task("announce", n, md("**{n}** people passed every review and wait to be announced", n=n), "vetting/announce.py")
    n = count_moved(s, actor, clock.today())
    said = md("**{n}** announcements end later than their posters of before say: please print them anew", n=n)
    yield Task("posters", n, said, "vetting/announce.py")


def objections(s: Session, actor: Actor) -> Iterator[Task]:
    n = len(open_objections(s, actor, only_open=True, limit=1000))
    yield Task("objections", n, md("**{n}** objections wait to be examined", n=n), "vetting/objections.py")


def appoint(s: Session, actor: Actor) -> Iterator[Task]:
    is_mine = current_scheme(s).appointment.decider is actor.role
    n = sum(row.bar == "" for row in appointees(s, actor, clock.today())) if is_mine else 0
    yield Task("appoint", n, md("**{n}** people can be appointed", n=n), "vetting/appoint.py")


def terms(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_stewards(s, actor, StewardFilter(term_ends_by=clock.today() + RENEW_WITHIN))
    said = md("**{n}** stewards' terms end within two months", n=n)
    yield Task("terms", n, said, "vetting/stewards.py", "badge", t("Directory of stewards"))


def own(_s: Session, _actor: Actor) -> Iterator[Task]:
    yield Task("own", 0, "", "vetting/mine.py", "badge", t("My appointment"))


def board(_s: Session, _actor: Actor) -> Iterator[Task]:
    yield Task("board", 0, "", "vetting/board.py", "groups", t("Stewards here"))


def glance(s: Session, actor: Actor) -> Iterator[Task]:
    """For leaders: how many serve, and how many are under review."""
    if actor.role is Role.LEADER:
        counts = totals(s, actor.unit_path)
        n = counts.get(steward_kind(StewardStatus.ACTIVE), 0)
        yield Task("serving", n, md("**{n}** stewards in service", n=n), "vetting/stewards.py", waits=False)
        n = sum(n for kind, n in counts.items() if kind.startswith(("application.waiting", "application.returned")))
        yield Task("under-review", n, md("**{n}** people under review", n=n), "results/figures.py", waits=False)


TASKS = (
    (VettingPermission.DECIDE_STEP, queue),
    (VettingPermission.ANSWER_OPINION, department),
    (VettingPermission.EXAMINE_OBJECTION, objections),
    (VettingPermission.CONFIRM_ENTRY, entries),
    (VettingPermission.REGISTER_APPLICANT, applications),
    (VettingPermission.ASK_DEPARTMENTS, letters),
    (VettingPermission.ANNOUNCE, announce),
    (VettingPermission.APPOINT, appoint),
    (VettingPermission.MANAGE_STEWARDS, terms),
    (VettingPermission.SEE_OWN_STEWARD, own),
    (VettingPermission.SEE_BOARD, board),
    (VettingPermission.SEE_STEWARDS, glance),
)
