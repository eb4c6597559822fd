"""What is wrong with a cell of the clerk's own spreadsheet, in words. Knows no screen."""

from components.wording.refusals import SENTENCES
from components.wording.words import t
from db.spreadsheets import Problem

# Where a sheet needs another sentence than the form at the desk.
IN_SHEETS: dict[str, str] = {
    "id_lost_digits": "The cell is a number and has lost its last digits. Please set the column to text and type the ID "
    "number again from the card.",
    "id_birth_mismatch": "The month of birth differs from the ID number in {id_cell}, which says {in_id}.",
    "same_person_twice": "The same ID number stands in row {other_row} already.",
    "unit_unknown": "There is no “{name}” here. Known are: {known}.",
    "unit_not_yours": "This place belongs to another unit's office.",
    "unit_near": "There is no “{name}” here. Is it “{near}”?",
    "unit_closed": "This unit, or one above it, is closed. Please open it again first.",
    "unit_missing": "Please fill in which one.",
    "unit_other_town": "“{name}” is not this office's unit.",
    "cell_uncalculated": "The cell holds a formula that no program has calculated yet. Please open the file in WPS or Excel, "
    "save it and bring it again, or type the value itself.",
    "cell_unsound": "The formula in this cell failed. Please type the value itself.",
    "cell_became_date": "The cell has become a date or a time. Please set the column to text and type again what stands there, "
    "such as 3-1.",
    "cell_no_day": "This does not look like a date: a spreadsheet takes a small number for a day in 1900. Please type it again "
    "in full, such as 2006.11 or 2026-11-20.",
    "cell_lost_digits": "The cell has become a number and may have lost digits. Please set the column to text and type it again.",
    "phone_lost_nought": "The cell is a number, and the 0 of the area code may be missing. Please set the column to text and "
    "type the telephone again.",
    "phone_first_taken": "The first whole telephone number is taken; what was written stands in the remark.",
    "phone_rest_left": "The first whole telephone number is taken. Please keep the rest of the cell elsewhere.",
    "candidate_twice": "The same person stands in row {other_row} already: same ID number, or same name and telephone; without "
    "either, same name and door.",
    "candidate_serves": "Is a steward already. Left out.",
    "candidate_applied": "Is registered in this round already. Left out.",
    "lives_no_closer": "No column for “{level}” was found: of {n} people it is not known there. Is there one under another "
    "title?",
    "member_kind_unknown": "Please write 在册, 在职 or 两新.",
    "phone_kept": "This is not one whole telephone number. The first whole one is taken, and what was written stands "
    "in the note.",
    "document_kept": "This is no resident ID number. It stands in the note as it was written; please add the ID "
    "number once known.",
    "head_differs": "The name of the head differs from row {other_row}, or from the person who is called the head here.",
    "id_on_file": "This ID number is on file at another door: {door}. Perhaps it is the same household.",
    "hidden_sheets": "Hidden sheets are never taken: {names}.",
    "hidden_rows": "{n} rows are hidden in the file and would be taken too: {rows}. They can be left out.",
    "other_sheets": "Only this sheet was read. These look like lists too: {names}. Choose another one to take it instead.",
    "unit_town_differs": "The file says “{found}”; this office is called “{root}”. The units go under this office.",
    "unit_name_long": "Longer than {most} characters.",
    "category_unknown": "This category is not in the scheme.",
    "entry_way_unknown": "This entry way is not in the scheme.",
    "birth_form": "This is no month that can be read. Please write it as 1968.03.",
    "sex_form": "Please write 男 or 女.",
    "political_missing": "This is not a political status that is known. Please write 中共党员, 群众 or the like.",
    "sex_differs": "The sex differs from the ID number. It is kept as written.",
    "not_party_member": "Not a party member, which this scheme expects. Taken in as it is.",
    "party_month_of_non_member": "A month of joining the party, but not a party member. Please check.",
    "party_month_left_open": "The person was not eighteen before {first}. {said} is left out; what was written stands in the "
    "remark.",
    "same_name_and_birth": "Somebody of the same name and birth date is on file under another ID number.",
    "door_twice": "The same door stands in row {other_row} too. Please keep the line that is right.",
    "id_at_other_door": "The same ID number stands at another door of this list. Taken in as it is.",
    "party_over_people": "More party members than people. Taken in as it is; please check.",
    "near_name": "Somebody on file has a name that sounds the same.",
}


def say_problem(problem: Problem) -> str:
    code = "unit_near" if problem.code == "unit_unknown" and problem.params.get("near") else problem.code
    return t(IN_SHEETS.get(code) or SENTENCES[code], **problem.params)
