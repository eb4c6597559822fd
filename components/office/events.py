"""What the journal calls the events of the office, and what their details are called."""

from collections.abc import Callable
from enum import StrEnum

from components.wording.words import t
from db.office.models import ListKind
from db.scheme import Scheme

ACTIONS: dict[str, str] = {
    "office_set_up": "set the office up",
    "office_changed": "changed the office's settings",
    "scheme_version_made": "made a new version of the scheme",
    "unit_added": "added a unit",
    "unit_renamed": "renamed a unit",
    "unit_moved": "moved a unit",
    "unit_closed": "closed a unit",
    "unit_reopened": "opened a unit again",
    "units_imported": "brought units in",
    "user_added": "added a user",
    "user_changed": "changed a user",
    "user_closed": "closed an account",
    "user_reopened": "opened an account again",
    "role_given": "gave a role",
    "role_taken": "took a role away",
    "password_set": "set a password",
    "signed_in": "signed in",
    "signed_out": "signed out",
    "sign_in_locked": "was locked after wrong passwords",
    "lock_lifted": "lifted a lock",
    "session_ended": "ended a session",
    "calendar_day_set": "set a working day",
    "plain_copies_deleted": "deleted unsealed copies of the database",
    "titles_mapped": "mapped the columns of a list",
    "openings_allowed": "confirmed the own password to open more full numbers",
    "device_registered": "made a tablet shared",
    "device_revoked": "took a shared tablet back",
    "device_unlocked": "lifted the lock of a shared tablet",
}

FIELDS: dict[str, str] = {
    "unit": "unit",
    "user": "user",
    "n_rows": "rows",
    "n_added": "added",
    "number": "number",
    "before": "before",
    "after": "after",
    "day": "day",
    "is_working": "set to",
    "device": "tablet",
    "n_files": "files",
    "kind": "kind",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("titles_mapped", "kind"): ListKind,
}
TERMS: dict[tuple[str, str], Callable[[Scheme, bool], str]] = {
    ("calendar_day_set", "is_working"): lambda _scheme, works: t("We work") if works else t("We are off"),
}
