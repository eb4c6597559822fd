"""Who may do what in vetting and about stewards. A column for each of `ROLES` in tests/core/test_permissions.py."""

MATRIX = {
    "register_applicant": ".CGEP....",
    "confirm_entry": ".CG......",
    "import_applicants": ".C.......",
    "see_applications": ".CGEP....",
    "decide_step": ".CGEP....",
    "answer_opinion": ".....D...",
    "ask_departments": ".C..P....",
    "read_opinions": ".C..P....",
    "excuse_missing_reply": "....P....",
    "announce": ".C..P....",
    "record_objection": ".CG.P....",
    "examine_objection": ".C..P....",
    "appoint": ".C..P....",
    "see_stewards": ".CGEP...L",
    "manage_stewards": ".C..P....",
    "export_stewards": ".C..P....",
    "import_stewards": ".C.......",
    "see_own_steward": ".......S.",
    "see_board": "......OS.",
    "set_pin": "ACG.P....",
}
