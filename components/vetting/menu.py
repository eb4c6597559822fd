"""Pages of vetting and stewards."""

from components.shell.entry import Entry
from db.actor import Actor, Role
from db.permissions import REVIEWERS
from db.scheme import Scheme
from db.vetting.permissions import VettingPermission


def _decides_a_step(actor: Actor, scheme: Scheme) -> bool:
    return actor.role in {step.decider for step in scheme.reviews}


MENU: tuple[Entry, ...] = (
    Entry(
        "Vetting",
        "vetting/queue.py",
        "Waiting for me",
        "inbox",
        VettingPermission.DECIDE_STEP,
        roles=REVIEWERS,
        main_for=REVIEWERS,
        is_for=_decides_a_step,
    ),
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
    Entry("Vetting", "vetting/candidates.py", "Candidates", "person_search", VettingPermission.SEE_CANDIDATES, is_listed=False),
    Entry("Vetting", "vetting/candidate.py", "Candidate", "person", VettingPermission.SEE_CANDIDATES, is_listed=False),
    Entry(
        "Vetting",
        "vetting/bring_in_candidates.py",
        "Bring candidates in",
        "upload_file",
        VettingPermission.IMPORT_CANDIDATES,
        is_listed=False,
    ),
    Entry(
        "Vetting",
        "vetting/opinions.py",
        "Opinions asked of us",
        "rate_review",
        VettingPermission.ANSWER_OPINION,
        main_for=frozenset({Role.DEPARTMENT}),
    ),
    Entry("Vetting", "vetting/letters.py", "Departments' opinions", "mail", VettingPermission.ASK_DEPARTMENTS),
    Entry("Vetting", "vetting/announce.py", "Announcements", "campaign", VettingPermission.ANNOUNCE),
    Entry("Vetting", "vetting/objections.py", "Objections", "gavel", VettingPermission.RECORD_OBJECTION),
    Entry("Vetting", "vetting/appoint.py", "Appointments", "verified", VettingPermission.APPOINT),
    Entry("Stewards", "vetting/stewards.py", "Directory", "badge", VettingPermission.SEE_STEWARDS),
    Entry("Stewards", "vetting/steward.py", "Steward", "person", VettingPermission.SEE_STEWARDS, is_listed=False),
    Entry("Stewards", "vetting/cards.py", "Print cards", "print", VettingPermission.MANAGE_STEWARDS, is_listed=False),
    Entry(
        "Stewards",
        "vetting/mine.py",
        "My appointment",
        "badge",
        VettingPermission.SEE_OWN_STEWARD,
    ),
    Entry(
        "Stewards",
        "vetting/board.py",
        "Stewards here",
        "groups",
        VettingPermission.SEE_BOARD,
        main_for=frozenset({Role.PROPERTY}),
    ),
    Entry("Public", "public/apply.py", "Register as a steward", "edit_note", None),
    Entry("Public", "public/announcements.py", "Public announcements", "campaign", None),
    Entry("Public", "public/card.py", "Check a card", "qr_code_2", None),
)
