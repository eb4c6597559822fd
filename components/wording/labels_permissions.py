"""Labels of permissions."""

from enum import Enum

from components.wording.label import Label
from db.permissions import Permission

PERMISSIONS: tuple[tuple[Enum, Label], ...] = (
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
    (Permission.SEE_HOUSEHOLDS, Label("see households and shops (a steward: those given to them)")),
    (Permission.EDIT_HOUSEHOLDS, Label("write households down and change them")),
    (Permission.RESHAPE_HOUSEHOLDS, Label("move, merge, split households, let them go")),
    (Permission.IMPORT_HOUSEHOLDS, Label("bring lists of households and shops in")),
    (Permission.IMPORT_STEWARDS, Label("bring stewards in office in")),
    (Permission.EXPORT_HOUSEHOLDS, Label("export the ledger")),
    (Permission.ASSIGN, Label("give households to stewards")),
    (Permission.SEE_COVERAGE, Label("see the coverage")),
)
