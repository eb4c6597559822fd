"""The sentence for each refusal: message id of a RuleError -> what a person reads. Knows no screen."""

from collections.abc import Mapping
from typing import Any

from components.words import t
from db.errors import RuleError

SENTENCES: dict[str, str] = {
    # who may
    "not_allowed": "Your role may not do this. Please ask a colleague whose task it is.",
    "not_found": "This cannot be found, or it does not belong to your unit.",
    "invalid": "Something in the form is not right. Please check it.",
    "stale": "Somebody changed this a moment ago. Please look again.",
    "conflict": "This is not possible as things stand.",
    "refused": "The program cannot go on.",
    "rule": "This is not possible as things stand.",
    "own_application": "This is your own application. Somebody else decides on it.",
    "kin_application": "You are related to the applicant. Somebody else decides on it.",
    "decided_in_other_role": "You have already decided on this person in another role. Somebody else takes this step.",
    "not_your_step": "This step is another role's task.",
    "not_waiting": "This application waits for nobody's decision now.",
    "role_not_yours": "This role belongs to somebody else.",
    # the installation
    "no_office": "The office has not been set up yet.",
    "office_exists": "The office has been set up already. Please sign in.",
    "no_administrator": "There is no administrator yet. Please set the office up first.",
    "no_scheme_version": "This version of the scheme does not exist.",
    "sqlite_too_old": "The SQLite in this installation ({version}) can lose data. Please install the program again.",
    "key_missing": "The key file {path} is missing. Without it personal data cannot be read. Please put it back from your "
    "safe copy; do not start with a new one.",
    "key_wrong": "The key file {path} does not belong to this database. Please put the right one back.",
    "database_newer": "This database was made by a newer version of the program ({revision}). Please install that version.",
    "preset_unknown": "There is no preset called {key}.",
    "preset_has_no_demo": "The preset {key} describes no demo.",
    "preset_broken": "Preset {file}, at {key}: {reason}",
    "demo_takes_nobody": "This is the demo: it takes no real people. Please set up your own office to bring your list in.",
    "database_in_use": "This database is in use. The demo needs an empty one: set RED_STEWARD_HOME to a new folder.",
    # set-up and people of the office
    "office_name_missing": "Please write the office's name, at most 60 characters.",
    "web_address_form": "The address begins with http:// or https://, as in http://192.168.1.20:8501.",
    "login_form": "2 to 40 letters, digits, dots or hyphens, without spaces.",
    "login_taken": "The user name {login} is taken. Please choose another.",
    "password_short": "At least {least} characters.",
    "password_digits": "Not digits alone: please add letters or words.",
    "password_common": "Too easy to guess. Please take something longer, for example two words and a year.",
    "password_has_login": "The password must not contain the user name.",
    "password_wrong": "This is not your present password.",
    "password_same": "The new password must differ from the old one.",
    "passwords_differ": "The two passwords differ. Please write it again.",
    "user_not_found": "This user does not exist.",
    "session_not_found": "This session has ended already.",
    "department_missing": "Please choose the department.",
    "role_held": "The person holds this role already.",
    "role_not_found": "The person no longer holds this role.",
    "last_administrator": "This is the last administrator. Please give somebody else the role first.",
    # units
    "unit_not_found": "This unit does not exist, or it does not belong to yours.",
    "unit_closed": "This unit is closed. Please choose another.",
    "unit_missing": "Please choose where.",
    "unit_too_deep": "Nothing comes below this level.",
    "unit_name_missing": "Please write a name, at most 60 characters.",
    "unit_name_taken": "There is already a {name} here.",
    "unit_wrong_level": "This is not the right level. Please choose a unit of the level that a steward covers.",
    "unit_is_root": "The office's own unit stays.",
    "unit_has_units": "There are units under it. Please close or move them first.",
    "unit_has_users": "Somebody still holds a role here. Please take those roles away first.",
    "unit_moved": "Somebody changed this unit a moment ago. Please look again.",
    "scheme_moved": "Somebody made a new version a moment ago. Please look at it first.",
    # a person
    "name_missing": "Please write the name.",
    "name_form": "A name has no digits or signs. Please check it.",
    "id_missing": "Please write the ID number.",
    "id_form": "An ID number has 18 characters; this one has {n_characters}. Please compare it with the card.",
    "id_date": "{digits} in the ID number is no date. Please compare it with the card.",
    "id_checksum": "The ID number does not check: one digit is wrong. Please compare it with the card.",
    "id_birth_mismatch": "The birth date differs from the one in the ID number.",
    "phone_missing": "Please write a telephone number.",
    "phone_form": "This is no complete telephone number: {n_digits} digits.",
    "sex_missing": "Please choose.",
    "political_missing": "Please choose.",
    "category_unknown": "Please choose one of the categories of the scheme.",
    "entry_way_unknown": "Please choose one of the entry ways of the scheme.",
    "party_month_form": "Please write year and month, as in 2006.11.",
    "under_age": "{age} years old: a steward is at least {least}.",
    "over_age": "{age} years old: please check the birth date.",
    "too_long": "At most {most} characters, please.",
    # applications
    "application_not_found": "This application does not exist, or it does not belong to your unit.",
    "application_moved": "{name}'s application moved on a moment ago. Please look at it again.",
    "already_registered": "{name} is already registered in this round with the same ID number.",
    "lookalikes": "Somebody on file looks like the same person. Please compare below.",
    "identity_fixed": "Name, ID number, category and place can only be changed after the application has been returned.",
    "not_under_way": "This application is not under way; its particulars can no longer be changed.",
    "not_withdrawn": "Only a withdrawn application can be taken up again.",
    "no_such_move": "This is not possible in the present state of the application.",
    "reason_missing": "Please write the reason in a few words.",
    "return_target": "The scheme does not let this step send it back there.",
    "entry_not_found": "This entry does not exist, or it does not belong to your unit.",
    "entry_decided": "{name}'s entry has been dealt with already.",
    "entry_waiting": "An entry with this ID number is waiting already. The grid worker will call.",
    "apply_closed": "Registration by oneself is closed at the moment. Please come to the office.",
    "too_many_waiting": "Too many entries are waiting. Please come to the office.",
    "too_often": "Too many attempts from this machine. Please try again in an hour, or come to the office.",
    "receipt_not_found": "There is no such receipt number. Please compare it with your slip.",
    # opinions
    "opinion_not_found": "This is not, or no longer, asked of you.",
    "opinion_closed": "This step is over; the opinion can no longer be changed.",
    "opinion_answered": "A colleague has answered already. Please look again.",
    "opinion_not_due": "The department still has time. Silence can only be excused after the day it was due.",
    "answer_missing": "Please choose an answer.",
    "objection_needs_reason": "An objection needs its reason.",
    "excuse_missing": "Please write why the step goes on without this reply.",
    "opinions_missing": "Not every department has answered on {name}. Silence is no consent: please wait, or excuse each "
    "missing one with its reason.",
    "department_objects": "A department objects to {name}. Please refuse, return, or ask the department again.",
    "no_objection_to_ask_about": "This department has not objected.",
    "nobody_to_ask_about": "There is nobody left to ask this department about.",
    "letter_not_found": "This letter does not exist, or it is another unit's.",
    # announcements, objections
    "nobody_chosen": "Please choose at least one person.",
    "contact_missing": "Please write where objections can be brought: place and telephone.",
    "announcement_not_found": "This announcement does not exist, or it is another unit's.",
    "announcement_withdrawn": "This announcement has been withdrawn already.",
    "announcement_over": "This announcement is over.",
    "nobody_to_announce": "Nobody is left in this announcement.",
    "objection_text_missing": "Please write what you want to tell us.",
    "channel_missing": "Please choose how the objection came.",
    "objection_not_found": "This objection does not exist, or it is another unit's.",
    "objection_examined": "A colleague has examined this objection already. Please look again.",
    "finding_missing": "Please write what was found.",
    "no_upheld_objection": "No objection against this person has been upheld.",
    # appointment, stewards
    "not_announced": "{name} has not been announced.",
    "announcement_running": "The announcement of {name} runs until {ends_on}. Appointment is possible from the day after.",
    "objection_stands": "An objection against {name} is open or was upheld.",
    "steward_not_found": "This steward does not exist, or does not belong to your unit.",
    "steward_moved": "Somebody changed {name}'s entry a moment ago. Please look again.",
    "no_such_steward_move": "This is not possible in the steward's present state.",
    # spreadsheets
    "sheet_empty": "There are no rows in this file.",
    "sheet_too_large": "This file is too large or was made to break programs. Please save the list as a new plain workbook.",
    "sheet_password": "This file has a password. Please save it without one and bring it again.",
    "sheet_broken": "This file is damaged. Please open it in WPS or Excel, save it anew and bring it again.",
    "sheet_not_a_spreadsheet": "This is no spreadsheet. Please bring an .xlsx, .xls or .csv file.",
    "sheet_no_header": "No header was found. The list needs these columns: {titles}.",
    # the machine
    "disk_full": "The disk of the office PC is full. Nothing of this was saved; what was saved before is safe. Please free "
    "some space and try again.",
    "database_busy": "Many people are saving at this moment. Please try again.",
}

PRESET_REASONS: dict[str, str] = {
    "preset_missing": "this is missing.",
    "preset_unknown_key": "this key is not known.",
    "preset_not_a_choice": "“{found}” is not one of the possible values.",
    "preset_key_form": "“{found}” is no key: small letters, digits and underscores, beginning with a letter.",
    "preset_empty": "this must not be empty.",
    "preset_not_a_number": "“{found}” is no number.",
    "preset_out_of_range": "“{found}” is outside what is possible.",
    "preset_wrong_value": "“{found}” is not possible here.",
    "preset_not_toml": "the file is not TOML ({found}).",
    "preset_key_twice": "the key “{found}” stands twice.",
    "preset_unknown_level": "there is no level “{found}”.",
    "preset_steps_order": "reviews and opinions come first, then one announcement, then one appointment.",
    "preset_opinions_twice": "opinions can be asked in one step only.",
    "preset_no_departments": "opinions are asked, but no department is named.",
    "preset_return_forward": "a step can only send back to the applicant or to an earlier review, not to “{found}”.",
    "preset_demo_levels": "the demo needs {found} numbers and {found} names, one for each level under the office.",
    "preset_marks": "the marks make {found}, not 100.",
}


def _params(error: RuleError) -> Mapping[str, Any]:
    if error.code != "preset_broken":
        return error.params
    reason = t(PRESET_REASONS[error.params["reason"]], found=error.params["found"])
    return {**error.params, "reason": reason}


def say_refusal(error: RuleError) -> str:
    """The sentence that tells a person what is wrong and what to do next."""
    return t(SENTENCES[error.code], **_params(error))


def say_code(code: str, **params: Any) -> str:
    """For refusals that come back as ids, without their error. `name` and `n` must be given where the sentence has them."""
    return t(SENTENCES[code], **params)
