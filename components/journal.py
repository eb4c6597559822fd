"""Words for what the journal keeps: ids and codes, made readable."""

from collections.abc import Mapping
from typing import Any

from components.words import t

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
    "application_registered": "registered an applicant",
    "application_changed": "changed an application",
    "application_moved": "moved an application",
    "personal_data_shown": "looked at full numbers",
    "kin_declared": "stood aside as kin",
    "entry_received": "registered by themselves",
    "entry_confirmed": "confirmed a self-registration",
    "entry_declined": "did not take a self-registration up",
    "applicants_imported": "brought applicants in",
    "round_opened": "opened a round of registration",
    "opinions_asked": "asked departments",
    "opinion_answered": "answered or recorded an opinion",
    "opinion_asked_again": "asked a department again",
    "missing_reply_excused": "excused a missing reply",
    "opinions_read": "read departments' opinions",
    "letter_written": "wrote a letter to a department",
    "announced": "announced people",
    "announcement_withdrawn": "took an announcement down",
    "objection_received": "received an objection",
    "objection_read": "read an objection",
    "objection_examined": "examined an objection",
    "steward_appointed": "appointed a steward",
    "steward_moved": "changed a steward's service",
    "stewards_exported": "exported the directory",
    "cards_printed": "printed cards",
}
FIELDS: dict[str, str] = {
    "application": "application", "steward": "steward", "unit": "unit", "user": "user", "entry": "entry", "letter": "letter",
    "announcement": "announcement", "objection": "objection", "opinion": "opinion", "n_rows": "rows", "n_people": "people",
    "n_accepted": "taken in", "n_problems": "problems", "n_added": "added", "number": "number", "ids": "ids",
    "stewards": "stewards", "before": "before", "after": "after", "day": "day", "round": "round", "batch": "batch",
}  # fmt: skip


def action_label(action: str) -> str:
    return t(ACTIONS[action])


def detail_text(detail: Mapping[str, Any]) -> str:
    """`application 12 · people 3`: what is meant for the reader; codes stay in the journal."""
    return " · ".join(f"{t(FIELDS[key])} {_short(value)}" for key, value in detail.items() if key in FIELDS and value is not None)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value[:8])) + ("…" if len(value) > 8 else "")
    return str(value)
