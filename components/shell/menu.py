"""One table of every page: where it stands in the menu, what it is called, and the permission that its guard asks for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from components.shell import browser
from components.ui import state
from components.wording.words import t
from db.actor import Actor, Role
from db.ledger.permissions import LedgerPermission
from db.office.permissions import OfficePermission
from db.permissions import Permission, allows
from db.results.permissions import ResultsPermission
from db.scheme import Scheme
from db.vetting.permissions import VettingPermission
from db.visits.permissions import VisitsPermission

PAGES = Path(__file__).resolve().parents[2] / "pages"
ICON = str(Path(__file__).parent / "icon.png")


@dataclass(frozen=True)
class Entry:
    """`permission` None: public. `is_listed` False: reached from other pages, not from the menu."""

    section: str
    page: str
    title: str
    icon: str
    permission: Permission | None
    is_listed: bool = True
    roles: frozenset[Role] = frozenset(Role)

    @property
    def address(self) -> str:
        """`vetting/queue.py` -> `vetting-queue`; public pages have short ones."""
        name = self.page.removesuffix(".py")
        return name.removeprefix("public/") if self.permission is None else name.replace("/", "-").replace("_", "-")


_REVIEW = frozenset({Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK})

MENU: tuple[Entry, ...] = (
    Entry("", "home/home.py", "Home", "home", OfficePermission.SEE_HOME),
    Entry("Vetting", "vetting/queue.py", "Waiting for me", "inbox", VettingPermission.DECIDE_STEP, roles=_REVIEW),
    Entry("Vetting", "vetting/applications.py", "Applicants", "groups", VettingPermission.SEE_APPLICATIONS),
    Entry("Vetting", "vetting/application.py", "Application", "person", VettingPermission.SEE_APPLICATIONS, is_listed=False),
    Entry(
        "Vetting",
        "vetting/register.py",
        "Register an applicant",
        "person_add",
        VettingPermission.REGISTER_APPLICANT,
        is_listed=False,
    ),
    Entry("Vetting", "vetting/correct.py", "Correct particulars", "edit", VettingPermission.REGISTER_APPLICANT, is_listed=False),
    Entry("Vetting", "vetting/entries.py", "Self-registrations", "how_to_reg", VettingPermission.CONFIRM_ENTRY, is_listed=False),
    Entry(
        "Vetting", "vetting/bring_in.py", "Bring in a list", "upload_file", VettingPermission.IMPORT_APPLICANTS, is_listed=False
    ),
    Entry("Vetting", "vetting/opinions.py", "Opinions asked of us", "rate_review", VettingPermission.ANSWER_OPINION),
    Entry("Vetting", "vetting/letters.py", "Departments' opinions", "mail", VettingPermission.ASK_DEPARTMENTS),
    Entry("Vetting", "vetting/announce.py", "Announcements", "campaign", VettingPermission.ANNOUNCE),
    Entry("Vetting", "vetting/objections.py", "Objections", "gavel", VettingPermission.RECORD_OBJECTION),
    Entry("Vetting", "vetting/appoint.py", "Appointments", "verified", VettingPermission.APPOINT),
    Entry("Stewards", "vetting/stewards.py", "Directory", "badge", VettingPermission.SEE_STEWARDS),
    Entry("Stewards", "vetting/steward.py", "Steward", "person", VettingPermission.SEE_STEWARDS, is_listed=False),
    Entry("Stewards", "vetting/cards.py", "Print cards", "print", VettingPermission.MANAGE_STEWARDS, is_listed=False),
    Entry("Stewards", "vetting/mine.py", "My appointment", "badge", VettingPermission.SEE_OWN_STEWARD),
    Entry("Stewards", "vetting/board.py", "Stewards here", "groups", VettingPermission.SEE_BOARD),
    Entry("Stewards", "results/figures.py", "Figures", "monitoring", ResultsPermission.SEE_FIGURES),
    Entry("Ledger", "ledger/households.py", "Households and shops", "home_work", LedgerPermission.SEE_HOUSEHOLDS),
    Entry("Ledger", "ledger/household.py", "Household", "home", LedgerPermission.SEE_HOUSEHOLDS, is_listed=False),
    Entry(
        "Ledger", "ledger/write_down.py", "Write a household down", "edit_note", LedgerPermission.EDIT_HOUSEHOLDS, is_listed=False
    ),
    Entry("Ledger", "ledger/bring_in.py", "Bring lists in", "upload_file", LedgerPermission.IMPORT_HOUSEHOLDS, is_listed=False),
    Entry("Ledger", "ledger/coverage.py", "Coverage", "diversity_3", LedgerPermission.SEE_COVERAGE),
    Entry("Ledger", "ledger/proposal.py", "Propose stewards", "auto_awesome", LedgerPermission.ASSIGN, is_listed=False),
    Entry("Ledger", "ledger/hand_over.py", "Hand households over", "swap_horiz", LedgerPermission.ASSIGN, is_listed=False),
    Entry("Visits", "visits/today.py", "My visits", "today", VisitsPermission.WRITE_VISITS, roles=frozenset({Role.STEWARD})),
    Entry("Visits", "visits/write.py", "Write a visit down", "edit_note", VisitsPermission.WRITE_VISITS, is_listed=False),
    Entry("Visits", "visits/visit.py", "Visit", "description", VisitsPermission.SEE_VISITS, is_listed=False),
    Entry("Visits", "visits/overview.py", "Visits at a glance", "insights", VisitsPermission.SEE_VISIT_OVERVIEW),
    Entry("Visits", "visits/visits.py", "Visits so far", "list_alt", VisitsPermission.SEE_VISITS, is_listed=False),
    Entry("Visits", "visits/must_visits.py", "Must-visits", "priority_high", VisitsPermission.SEE_VISITS, roles=_REVIEW),
    Entry("Visits", "visits/rounds.py", "Rounds", "campaign", VisitsPermission.PLAN_VISITS),
    Entry("Visits", "visits/round.py", "Round", "campaign", VisitsPermission.PLAN_VISITS, is_listed=False),
    Entry("Visits", "visits/sheets.py", "Paper sheets", "print", VisitsPermission.PLAN_VISITS),
    Entry("Visits", "visits/key_in.py", "Key a sheet in", "keyboard", VisitsPermission.PLAN_VISITS, is_listed=False),
    Entry("Visits", "visits/bring_in.py", "Bring a form back", "upload_file", VisitsPermission.PLAN_VISITS, is_listed=False),
    Entry("Office", "office/units.py", "Units", "account_tree", OfficePermission.MANAGE_UNITS),
    Entry("Office", "office/bring_in_units.py", "Bring in units", "upload_file", OfficePermission.MANAGE_UNITS, is_listed=False),
    Entry("Office", "office/users.py", "Users and roles", "manage_accounts", OfficePermission.MANAGE_USERS),
    Entry("Office", "office/devices.py", "Shared tablets", "tablet_android", OfficePermission.MANAGE_DEVICES),
    Entry("Office", "office/sessions.py", "Who is signed in", "devices", OfficePermission.MANAGE_USERS, is_listed=False),
    Entry(
        "Office",
        "office/scheme.py",
        "Scheme",
        "menu_book",
        OfficePermission.SEE_SCHEME,
        roles=_REVIEW | {Role.ADMINISTRATOR, Role.LEADER},
    ),
    Entry("Office", "office/edit_scheme.py", "Edit the scheme", "edit", OfficePermission.EDIT_SCHEME, is_listed=False),
    Entry("Office", "office/calendar.py", "Working days", "calendar_month", OfficePermission.EDIT_CALENDAR),
    Entry("Office", "office/settings.py", "Office settings", "settings", OfficePermission.MANAGE_OFFICE),
    Entry("Office", "office/journal.py", "Journal", "history", OfficePermission.SEE_AUDIT),
    Entry("Office", "office/account.py", "My account", "account_circle", OfficePermission.OWN_ACCOUNT, is_listed=False),
    Entry("Public", "public/apply.py", "Register as a steward", "edit_note", None),
    Entry("Public", "public/announcements.py", "Public announcements", "campaign", None),
    Entry("Public", "public/card.py", "Check a card", "qr_code_2", None),
)


def is_shown(entry: Entry, actor: Actor | None, scheme: Scheme | None) -> bool:
    """Whether the person finds it in the menu. What a page may do is decided by its guard and its commands."""
    if actor is None or entry.permission is None or not entry.is_listed or actor.role not in entry.roles:
        return False
    if entry.page == "vetting/queue.py" and scheme:
        return actor.role in {step.decider for step in scheme.reviews}
    return allows(actor, entry.permission)


def _page(entry: Entry, actor: Actor | None, scheme: Scheme | None) -> Any:
    return st.Page(
        PAGES / entry.page, title=t(entry.title), icon=f":material/{entry.icon}:", url_path=entry.address,
        default=entry.page == "home/home.py", visibility="visible" if is_shown(entry, actor, scheme) else "hidden",
    )  # fmt: skip


def navigate(actor: Actor | None, scheme: Scheme | None) -> Any:
    """Every page has its address for everybody; the guard of each decides. Along the top on tablets, at the side on PCs."""
    sections: dict[str, list[Any]] = {}
    for entry in MENU:
        sections.setdefault(t(entry.section) if entry.section else "", []).append(_page(entry, actor, scheme))
    return st.navigation(sections, position=position(actor), expanded=True)


def position(actor: Actor | None) -> Any:
    return "hidden" if actor is None else "top" if state.has_large_text() or browser.is_tablet() else "sidebar"
