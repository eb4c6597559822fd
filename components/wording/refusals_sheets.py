"""What a person is told when a paper sheet or a form is refused."""

SHEETS: dict[str, str] = {
    # paper
    "sheet_number_wrong": "This is no number of a sheet. Please compare it digit by digit with the one on the paper.",
    "sheet_not_found": "There is no such sheet, or it belongs to another unit.",
    "sheet_nobody": "There is no household to print a sheet for. Please see to it that somebody looks after them first.",
    "sheet_unfinished": "{n} rows are not keyed in yet. Please key them in, or mark them as not visited.",
    "sheet_returned": "This sheet has been keyed in already.",
    "row_keyed": "This row has been keyed in already.",
    "outcome_missing": "Please choose first how it went.",
    "ticks_wrong": "“{said}” cannot be read. Please type the digits under the boxes, as in 1+25 or 20/12+25.",
    # the form as a file
    "nothing_new_in_form": "There is no visit in this form that is not on file yet.",
    "visit_row_unknown": "This row is not one of those that the form was made with. Please write it down by hand.",
    "visit_row_changed": "The hidden mark of this row was changed. Please copy what is written into a fresh form.",
    "visit_day_missing": "Please fill in the day.",
    "visit_day_form": "This is no day that can be read. Please write it as 2026-11-20.",
    "visit_outcome_missing": "Please choose how it went from the list.",
    "visit_row_twice": "The same household and day stand in row {other_row} too. Please keep one of them.",
    "visit_note_has_id": "There is an ID number or a telephone in these words. Please take it out unless it is needed.",
}
