"""What waits for each role, as sentences with a number and the page that opens it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from shutil import disk_usage

from sqlmodel import Session

from components.words import t
from db import clock
from db.actor import Actor, Role
from db.calendar import work_calendar
from db.office.queries import find_users, units_under
from db.permissions import Permission, allows
from db.settings import settings
from db.vetting.models.applications import Status
from db.vetting.queries.announcements import announcements, candidates, cleared_people, objections
from db.vetting.queries.applications import count_by_status, count_entries
from db.vetting.queries.opinions import count_for_department, department_states
from db.vetting.queries.queue import queue_counts
from db.vetting.queries.stewards import StewardFilter, count_stewards

P = Permission
LEAST_FREE_MB = 500
RENEW_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class Task:
    """`sentence` is Markdown of our own, with the number in bold. `link` stays on the page when nothing waits."""

    key: str
    n: int
    sentence: str
    page: str
    icon: str = ""
    link: str = ""


def _queue(s: Session, actor: Actor) -> Iterator[Task]:
    counts = queue_counts(s, actor, clock.today())
    n, late = counts.n_all, counts.n_overdue
    said = t("**{n}** applications wait for your decision", n=n)
    said += t(", :red[**{late}** of them overdue]", late=late) if late else ""
    yield Task("queue", n, said, "vetting/queue.py")


def _entries(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_entries(s, actor)
    yield Task("entries", n, t("**{n}** people registered by themselves and wait to be met", n=n), "vetting/entries.py")


def _applications(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_by_status(s, actor).get(Status.RETURNED, 0)
    said = t("**{n}** applications were returned and wait for changes", n=n)
    yield Task("returned", n, said, "vetting/applications.py", "groups", t("All applicants"))


def _department(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_for_department(s, actor)
    yield Task("opinions", n, t("**{n}** people wait for your department's opinion", n=n), "vetting/opinions.py")


def _letters(s: Session, actor: Actor) -> Iterator[Task]:
    states = department_states(s, actor, clock.today())
    late = sum(state.n_overdue for state in states)
    said = t(":red[**{n}** opinions of departments are overdue]", n=late)
    yield Task("letters", late, said, "vetting/letters.py", "mail", t("Letters to departments and their replies"))


def _announce(s: Session, actor: Actor) -> Iterator[Task]:
    n = len(cleared_people(s, actor))
    yield Task("announce", n, t("**{n}** people passed every review and wait to be announced", n=n), "vetting/announce.py")
    running = sum(row.is_running(clock.today()) for row in announcements(s, actor))
    said = t("**{n}** announcements are on the wall", n=running)
    yield Task("running", running, said, "vetting/announce.py")


def _objections(s: Session, actor: Actor) -> Iterator[Task]:
    n = len(objections(s, actor, only_open=True, limit=1000))
    yield Task("objections", n, t("**{n}** objections wait to be examined", n=n), "vetting/objections.py")


def _appoint(s: Session, actor: Actor) -> Iterator[Task]:
    n = sum(row.bar == "" for row in candidates(s, actor, clock.today()))
    yield Task("appoint", n, t("**{n}** people can be appointed", n=n), "vetting/appoint.py")


def _terms(s: Session, actor: Actor) -> Iterator[Task]:
    n = count_stewards(s, actor, StewardFilter(term_ends_by=clock.today() + RENEW_WITHIN))
    said = t("**{n}** stewards' terms end within two months", n=n)
    yield Task("terms", n, said, "vetting/stewards.py", "badge", t("Directory of stewards"))


def _office(s: Session, actor: Actor) -> Iterator[Task]:
    n_units = len(units_under(s, actor.unit_path))
    yield Task("units", n_units == 1, t("Bring the units in: there is only the office itself yet"), "office/units.py")
    users = find_users(s, actor, limit=1000)
    said = t("Give your colleagues their accounts: you are the only user yet")
    yield Task("users", len(users) == 1, said, "office/users.py", "manage_accounts", t("Users and roles"))
    locked = sum(user.is_locked for user in users)
    yield Task("locked", locked, t("**{n}** accounts are locked after wrong passwords", n=locked), "office/users.py")
    year = clock.today() + timedelta(days=30)
    said = t("The holidays of {year} are not in the program yet: please enter them", year=str(year.year))
    yield Task("calendar", not work_calendar(s).is_known(year), said, "office/calendar.py")


def _space(_s: Session, _actor: Actor) -> Iterator[Task]:
    free = disk_usage(settings().home).free // 1024**2
    said = t(":red[Only {n} MB are left on the disk. Please free some space today.]", n=free)
    yield Task("space", free < LEAST_FREE_MB, said, "office/settings.py")


def _own(_s: Session, _actor: Actor) -> Iterator[Task]:
    yield Task("own", 0, "", "vetting/mine.py", "badge", t("My appointment"))


def _board(_s: Session, _actor: Actor) -> Iterator[Task]:
    yield Task("board", 0, "", "vetting/board.py", "groups", t("Stewards here"))


def _figures(_s: Session, _actor: Actor) -> Iterator[Task]:
    yield Task("figures", 0, "", "results/figures.py", "monitoring", t("Figures"))


BUILDERS: tuple[tuple[Permission, Callable[[Session, Actor], Iterator[Task]]], ...] = (
    (P.MANAGE_OFFICE, _space),
    (P.MANAGE_USERS, _office),
    (P.DECIDE_STEP, _queue),
    (P.ANSWER_OPINION, _department),
    (P.EXAMINE_OBJECTION, _objections),
    (P.CONFIRM_ENTRY, _entries),
    (P.REGISTER_APPLICANT, _applications),
    (P.ASK_DEPARTMENTS, _letters),
    (P.ANNOUNCE, _announce),
    (P.APPOINT, _appoint),
    (P.MANAGE_STEWARDS, _terms),
    (P.SEE_OWN_STEWARD, _own),
    (P.SEE_BOARD, _board),
    (P.SEE_FIGURES, _figures),
)


def tasks_for(s: Session, actor: Actor) -> list[Task]:
    """In the order in which a person would take them."""
    return [task for permission, build in BUILDERS if allows(actor, permission) for task in build(s, actor)]


_IDLE = {
    Role.DEPARTMENT: "Nobody waits for your department's opinion. New lists appear here.",
    Role.STEWARD: "Nothing waits for you today.",
    Role.LEADER: "The figures and the directory are open to you.",
    Role.PROPERTY: "Nothing waits for you today.",
}


def sentence_for(role: Role) -> str:
    """What stands on the home page when nothing waits."""
    return t(_IDLE.get(role, "Nothing waits for you. New tasks appear here by themselves."))
