"""Tasks of vetting."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session

from components.home.task import Task
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.office.queries import current_scheme
from db.vetting.models.applications import Status
from db.vetting.queries.announcements import announcements, candidates, cleared_people
from db.vetting.queries.announcements import objections as open_objections
from db.vetting.queries.applications import count_by_status, count_entries
from db.vetting.queries.opinions import count_for_department, department_states
from db.vetting.queries.queue import queue_counts
from db.vetting.queries.stewards import StewardFilter, count_stewards

RENEW_WITHIN = timedelta(days=60)


def queue(s: Session, actor: Actor) -> Iterator[Task]:
    counts = queue_counts(s, actor, clock.today())
    n, late = counts.n_all, counts.n_overdue
    said = t("**{n}** applications wait for your decision", n=n)
    said += t(", :red[**{late}** of them overdue]", late=late) if late else ""
    yield Task("queue", n, said, "vetting/queue.py")


def entries(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_entries(s, actor)
    yield Task("entries", n, t("**{n}** people registered by themselves and wait to be met", n=n), "vetting/entries.py")


def applications(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_by_status(s, actor).get(Status.RETURNED, 0)
    said = t("**{n}** applications were returned and wait for changes", n=n)
    params = {"status": Status.RETURNED.value}
    yield Task("returned", n, said, "vetting/applications.py", "groups", t("All applicants"), params)


def department(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_for_department(s, actor)
    yield Task("opinions", n, t("**{n}** people wait for your department's opinion", n=n), "vetting/opinions.py")


def letters(s: Session, actor: Actor) -> Iterator[Task]:
    states = department_states(s, actor, clock.today())
    late = sum(state.n_overdue for state in states)
    said = t(":red[**{n}** opinions of departments are overdue]", n=late)
    yield Task("letters", late, said, "vetting/letters.py", "mail", t("Letters to departments and their replies"))


def announce(s: Session, actor: Actor) -> Iterator[Task]:
    n = len(cleared_people(s, actor))
    yield Task("announce", n, t("**{n}** people passed every review and wait to be announced", n=n), "vetting/announce.py")
    running = sum(row.is_running(clock.today()) for row in announcements(s, actor))
    said = t("**{n}** announcements are on the wall", n=running)
    yield Task("running", running, said, "vetting/announce.py")


def objections(s: Session, actor: Actor) -> Iterator[Task]:
    n = len(open_objections(s, actor, only_open=True, limit=1000))
    yield Task("objections", n, t("**{n}** objections wait to be examined", n=n), "vetting/objections.py")


def appoint(s: Session, actor: Actor) -> Iterator[Task]:
    is_mine = current_scheme(s).appointment.decider is actor.role
    n = sum(row.bar == "" for row in candidates(s, actor, clock.today())) if is_mine else 0
    yield Task("appoint", n, t("**{n}** people can be appointed", n=n), "vetting/appoint.py")


def terms(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_stewards(s, actor, StewardFilter(term_ends_by=clock.today() + RENEW_WITHIN))
    said = t("**{n}** stewards' terms end within two months", n=n)
    yield Task("terms", n, said, "vetting/stewards.py", "badge", t("Directory of stewards"))
