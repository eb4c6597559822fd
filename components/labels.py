"""Text, colour and icon for every member of every enum that a person sees. Colour is never the only sign."""

from dataclasses import dataclass
from enum import Enum

from components.words import t
from db.actor import Role
from db.calendar import DayKind
from db.permissions import Permission
from db.scheme import PersonField, Scheme, StepKind
from db.sheets import Severity
from db.vetting.models.announcements import AnnouncementStatus, ObjectionChannel, ObjectionStatus
from db.vetting.models.applications import Decision, EntryStatus, Relation, Source, Status, StepStatus
from db.vetting.models.opinions import Channel, OpinionStatus
from db.vetting.models.stewards import StewardMove, StewardStatus
from db.vetting.queries.lookalikes import Likeness
from db.vetting.queries.stewards import CardState
from db.vocabulary import Political, Sex


@dataclass(frozen=True)
class Label:
    text: str
    colour: str = "gray"
    icon: str = ""


# Pairs, not a mapping: members of two text enums may be equal as keys.
_PAIRS: tuple[tuple[Enum, Label], ...] = (
    (Role.ADMINISTRATOR, Label("Administrator")),
    (Role.CLERK, Label("Office clerk")),
    (Role.GRID_WORKER, Label("Grid worker")),
    (Role.ESTATE_BRANCH, Label("Estate party branch")),
    (Role.COMMUNITY_PARTY, Label("Community party organisation")),
    (Role.DEPARTMENT, Label("Department reviewer")),
    (Role.PROPERTY, Label("Property company or owners' committee")),
    (Role.STEWARD, Label("Steward")),
    (Role.LEADER, Label("Leader")),
    (Sex.MALE, Label("male")),
    (Sex.FEMALE, Label("female")),
    (Political.PARTY_MEMBER, Label("Party member")),
    (Political.PROBATIONARY, Label("Probationary party member")),
    (Political.LEAGUE_MEMBER, Label("Youth League member")),
    (Political.OTHER_PARTY, Label("Another party or none (by choice)")),
    (Political.MASSES, Label("No party")),
    (Status.WAITING, Label("Under review", "blue", ":material/hourglass_top:")),
    (Status.RETURNED, Label("Returned for changes", "orange", ":material/undo:")),
    (Status.CLEARED, Label("Passed, to be announced", "green", ":material/campaign:")),
    (Status.ANNOUNCED, Label("Announced", "blue", ":material/campaign:")),
    (Status.APPOINTED, Label("Appointed", "green", ":material/verified:")),
    (Status.REFUSED, Label("Refused", "red", ":material/block:")),
    (Status.WITHDRAWN, Label("Withdrawn", "gray", ":material/logout:")),
    (StepStatus.WAITING, Label("waiting")),
    (StepStatus.PASSED, Label("passed")),
    (StepStatus.SENT_BACK, Label("sent back")),
    (StepStatus.RETURNED, Label("returned")),
    (StepStatus.REFUSED, Label("refused")),
    (StepStatus.LEFT, Label("left")),
    (Decision.REGISTER, Label("registered", icon=":material/edit_note:")),
    (Decision.PASS, Label("passed", icon=":material/check_circle:")),
    (Decision.CLEAR, Label("passed the last review", icon=":material/check_circle:")),
    (Decision.SEND_BACK, Label("sent back", icon=":material/undo:")),
    (Decision.RETURN, Label("returned for changes", icon=":material/undo:")),
    (Decision.RESUBMIT, Label("handed in again", icon=":material/redo:")),
    (Decision.REFUSE, Label("refused", icon=":material/block:")),
    (Decision.WITHDRAW, Label("withdrawn by the applicant", icon=":material/logout:")),
    (Decision.ANNOUNCE, Label("announced", icon=":material/campaign:")),
    (Decision.TAKE_DOWN, Label("announcement withdrawn", icon=":material/campaign:")),
    (Decision.APPOINT, Label("appointed", icon=":material/verified:")),
    (Source.DESK, Label("at the desk")),
    (Source.ONLINE, Label("by oneself")),
    (Source.SHEET, Label("from a spreadsheet")),
    (Source.REAPPOINTMENT, Label("for another term")),
    (Relation.SPOUSE, Label("Spouse")),
    (Relation.PARENT_OR_CHILD, Label("Parent or child")),
    (Relation.SIBLING, Label("Brother or sister")),
    (Relation.OTHER_KIN, Label("Other kin")),
    (EntryStatus.WAITING, Label("Received, to be confirmed", "blue")),
    (EntryStatus.CONFIRMED, Label("Confirmed", "green")),
    (EntryStatus.DECLINED, Label("Not taken up", "gray")),
    (OpinionStatus.WAITING, Label("No reply yet", "gray", ":material/hourglass_top:")),
    (OpinionStatus.NO_OBJECTION, Label("No objection", "green", ":material/check_circle:")),
    (OpinionStatus.OBJECTION, Label("Objection", "red", ":material/block:")),
    (OpinionStatus.NOT_REPLIED, Label("Did not reply", "orange", ":material/hourglass_disabled:")),
    (Channel.SCREEN, Label("on screen")),
    (Channel.PAPER, Label("on paper")),
    (AnnouncementStatus.RUNNING, Label("On the wall", "blue", ":material/campaign:")),
    (AnnouncementStatus.WITHDRAWN, Label("Taken down", "gray", ":material/undo:")),
    (ObjectionStatus.OPEN, Label("To be examined", "orange", ":material/pending:")),
    (ObjectionStatus.UPHELD, Label("Upheld", "red", ":material/gavel:")),
    (ObjectionStatus.NOT_UPHELD, Label("Not upheld", "green", ":material/check_circle:")),
    (ObjectionChannel.PUBLIC_PAGE, Label("Public page")),
    (ObjectionChannel.DESK, Label("At the desk")),
    (ObjectionChannel.PHONE, Label("By phone")),
    (ObjectionChannel.LETTER, Label("By letter")),
    (StewardStatus.ACTIVE, Label("In service", "green", ":material/verified:")),
    (StewardStatus.SUSPENDED, Label("Suspended", "orange", ":material/pause_circle:")),
    (StewardStatus.ENDED, Label("Service ended", "gray", ":material/logout:")),
    (StewardMove.APPOINT, Label("appointed", icon=":material/verified:")),
    (StewardMove.SUSPEND, Label("suspended", icon=":material/pause_circle:")),
    (StewardMove.RESUME, Label("back in service", icon=":material/play_circle:")),
    (StewardMove.RESIGN, Label("resigned", icon=":material/logout:")),
    (StewardMove.END_TERM, Label("term ended", icon=":material/event_busy:")),
    (StewardMove.DISMISS, Label("dismissed", icon=":material/block:")),
    (StewardMove.REAPPOINT, Label("appointed again", icon=":material/verified:")),
    (CardState.VALID, Label("This card is valid.", "green", ":material/verified:")),
    (CardState.SUSPENDED, Label("This card is suspended.", "orange", ":material/pause_circle:")),
    (CardState.ENDED, Label("This card has ended.", "red", ":material/block:")),
    (CardState.UNKNOWN, Label("There is no such card.", "red", ":material/help:")),
    (Likeness.SAME_ID, Label("Same ID number, in an earlier round")),
    (Likeness.SAME_NAME_AND_BIRTH, Label("Same name and birth date")),
    (Likeness.NEAR_NAME, Label("Name that sounds the same")),
    (DayKind.WORKING, Label("working day")),
    (DayKind.WEEKEND, Label("weekend")),
    (DayKind.HOLIDAY, Label("public holiday")),
    (DayKind.ADJUSTED_WORKING, Label("weekend worked instead of a holiday")),
    (DayKind.OFFICE_WORKING, Label("worked, set by the office")),
    (DayKind.OFFICE_OFF, Label("off, set by the office")),
    (Severity.ERROR, Label("Error", "red", ":material/error:")),
    (Severity.WARNING, Label("Note", "orange", ":material/info:")),
    (StepKind.REVIEW, Label("review")),
    (StepKind.OPINIONS, Label("opinions of departments")),
    (StepKind.ANNOUNCEMENT, Label("public announcement")),
    (StepKind.APPOINTMENT, Label("appointment")),
    (PersonField.NAME, Label("Name")),
    (PersonField.SEX, Label("Sex")),
    (PersonField.BIRTH_DATE, Label("Born")),
    (PersonField.ID_NUMBER, Label("ID number")),
    (PersonField.UNIT, Label("Place")),
    (PersonField.CATEGORY, Label("Category")),
    (PersonField.POLITICAL, Label("Political status")),
    (PersonField.OCCUPATION, Label("Occupation")),
    (Permission.SEE_HOME, Label("see the home page")),
    (Permission.OWN_ACCOUNT, Label("change the own password")),
    (Permission.MANAGE_OFFICE, Label("change the office's settings")),
    (Permission.MANAGE_USERS, Label("manage users, roles and sessions")),
    (Permission.MANAGE_UNITS, Label("manage units")),
    (Permission.EDIT_CALENDAR, Label("set working days")),
    (Permission.SEE_SCHEME, Label("see the scheme")),
    (Permission.EDIT_SCHEME, Label("edit the scheme")),
    (Permission.SEE_AUDIT, Label("read the journal")),
    (Permission.REGISTER_APPLICANT, Label("register applicants")),
    (Permission.CONFIRM_ENTRY, Label("confirm self-registrations")),
    (Permission.IMPORT_APPLICANTS, Label("bring in spreadsheets of applicants")),
    (Permission.SEE_APPLICATIONS, Label("see applications")),
    (Permission.SEE_FULL_PERSONAL_DATA, Label("see full ID numbers and telephones (recorded)")),
    (Permission.DECIDE_STEP, Label("decide the own step")),
    (Permission.ANSWER_OPINION, Label("answer for a department")),
    (Permission.ASK_DEPARTMENTS, Label("ask departments on paper and record replies")),
    (Permission.READ_OPINIONS, Label("read departments' opinions (recorded)")),
    (Permission.EXCUSE_MISSING_REPLY, Label("excuse a missing reply, with a reason")),
    (Permission.ANNOUNCE, Label("announce")),
    (Permission.RECORD_OBJECTION, Label("record objections")),
    (Permission.EXAMINE_OBJECTION, Label("examine objections (recorded)")),
    (Permission.APPOINT, Label("appoint")),
    (Permission.SEE_STEWARDS, Label("see the directory of stewards")),
    (Permission.MANAGE_STEWARDS, Label("suspend, end and renew service; print cards")),
    (Permission.EXPORT_STEWARDS, Label("export the directory")),
    (Permission.SEE_OWN_STEWARD, Label("see the own appointment")),
    (Permission.SEE_BOARD, Label("see the stewards' names as on the notice board")),
    (Permission.SEE_FIGURES, Label("see the figures")),
)
LABELS = {(type(member), member): label for member, label in _PAIRS}


def label(member: Enum) -> str:
    return t(LABELS[type(member), member].text)


def badge(member: Enum) -> str:
    """Markdown: a coloured word with its sign."""
    shown = LABELS[type(member), member]
    return f":{shown.colour}-badge[{shown.icon} {t(shown.text)}]"


def icon(member: Enum) -> str:
    return LABELS[type(member), member].icon


def role_title(role: Role, scheme: Scheme, language: str) -> str:
    """The scheme's own word for the role, else the general one."""
    titled = next((title for title in scheme.roles if title.role is role), None)
    return titled.text(language) if titled else label(role)
