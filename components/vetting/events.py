"""What the journal calls the events of vetting, and what their details are called."""

from enum import StrEnum

from db.vetting.models.applications import Source

ACTIONS: dict[str, str] = {
    "application_registered": "registered an applicant",
    "application_changed": "changed an application",
    "application_moved": "moved an application",
    "numbers_opened": "opened full numbers",
    "personal_data_shown": "looked at full numbers",
    "kin_declared": "stood aside as kin",
    "kin_taken_back": "took a declaration of kin back",
    "entry_received": "registered by themselves",
    "entry_confirmed": "confirmed a self-registration",
    "entry_declined": "did not take a self-registration up",
    "entry_withdrawn": "withdrew a self-registration",
    "applicants_imported": "brought applicants in",
    "round_opened": "opened a round of registration",
    "opinions_asked": "asked departments",
    "opinion_answered": "answered or recorded an opinion",
    "opinion_asked_again": "asked a department again",
    "missing_reply_excused": "excused a missing reply",
    "opinions_read": "read departments' opinions",
    "letter_written": "wrote a letter to a department",
    "announced": "announced people",
    "announcement_extended": "moved the end of an announcement back",
    "announcement_withdrawn": "took an announcement down",
    "objection_received": "received an objection",
    "objection_read": "read an objection",
    "objection_examined": "examined an objection",
    "steward_appointed": "appointed a steward",
    "steward_moved": "changed a steward's service",
    "stewards_exported": "exported the directory",
    "cards_printed": "printed cards",
    "stewards_imported": "brought stewards in office in",
    "candidates_taken": "brought candidates in",
    "candidate_taken_up": "made a candidate an applicant",
    "candidate_removed": "removed a candidate",
    "candidates_deleted": "deleted a list of candidates",
    "pin_set": "set a steward's PIN in person",
    "pin_taken": "took a steward's PIN away",
    "pin_unlocked": "lifted the lock of a steward's PIN",
}

FIELDS: dict[str, str] = {
    "application": "application",
    "steward": "steward",
    "entry": "entry",
    "candidate": "candidate",
    "letter": "letter",
    "announcement": "announcement",
    "objection": "objection",
    "opinion": "opinion",
    "n_people": "people",
    "n_accepted": "taken in",
    "n_problems": "problems",
    "ids": "ids",
    "stewards": "stewards",
    "round": "round",
    "batch": "batch",
    "source": "source",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("application_registered", "source"): Source,
}
