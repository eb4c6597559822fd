"""Tasks of looking after the office."""

from collections.abc import Iterator
from datetime import timedelta
from shutil import disk_usage

from sqlmodel import Session

from components.home.task import Task
from components.wording.markdown import md
from components.wording.words import listed, t
from db import clock
from db.actor import Actor
from db.calendar import work_calendar
from db.office.commands.plain_copies import plain_copies_here
from db.office.openings import openings_since
from db.office.permissions import OfficePermission
from db.office.queries import find_users, units_under
from db.settings import settings
from db.soundness import known_damage

LEAST_FREE_MB = 500
_MOST_NAMED = 4


def units(s: Session, actor: Actor) -> Iterator[Task]:
    n_units = len(units_under(s, actor.unit_path))
    yield Task("units", n_units == 1, t("Bring the units in: there is only the office itself yet"), "office/units.py")


def office(s: Session, actor: Actor) -> Iterator[Task]:
    users = find_users(s, actor, limit=1000)
    said = t("Give your colleagues their accounts: you are the only user yet")
    yield Task("users", len(users) == 1, said, "office/users.py", "manage_accounts", t("Users and roles"))
    locked = sum(user.is_locked for user in users)
    yield Task("locked", locked, md("**{n}** accounts are locked after wrong passwords", n=locked), "office/users.py")
    year = clock.today() + timedelta(days=30)
    said = t("The holidays of {year} are not in the program yet: please enter the days that are exchanged", year=str(year.year))
    yield Task("calendar", not work_calendar(s).is_known(year), said, "office/calendar.py")


def space(_s: Session, _actor: Actor) -> Iterator[Task]:
    free = disk_usage(settings().home).free // 1024**2
    said, late = md("**{n}** MB are left on the disk", n=free), t("Please free some space today.")
    yield Task("space", free if free < LEAST_FREE_MB else 0, said, "office/settings.py", late=late, waits=False)


def database_file(_s: Session, _actor: Actor) -> Iterator[Task]:
    said, late = md("**{n}** damaged places in the database", n=len(known_damage())), t("Put the last copy back today.")
    yield Task("damage", len(known_damage()), said, "office/settings.py", late=late)
    copies = plain_copies_here()
    yield Task("plain_copies", len(copies), md("**{n}** unsealed copies of the database to delete", n=len(copies)),
               "office/settings.py")  # fmt: skip


def openings(s: Session, actor: Actor) -> Iterator[Task]:
    """Who opened how many full numbers: the first few by name."""
    found = openings_since(s, actor, clock.now() - timedelta(days=7))
    who = listed([f"{name} {n:,}" for name, n in found[:_MOST_NAMED]] + ["…"] * (len(found) > _MOST_NAMED))
    said = md("**{n}** times full numbers were opened in the last seven days: {who}", n=sum(n for _, n in found), who=who)
    yield Task("openings", sum(n for _, n in found), said, "office/journal.py", waits=False)


TASKS = (
    (OfficePermission.SEE_AUDIT, openings),
    (OfficePermission.MANAGE_OFFICE, space),
    (OfficePermission.MANAGE_OFFICE, database_file),
    (OfficePermission.MANAGE_UNITS, units),
    (OfficePermission.MANAGE_USERS, office),
)
