"""What the journal calls the events of visits, and what their details are called."""

ACTIONS: dict[str, str] = {
    "visits_exported": "exported visits",
    "photos_shown": "looked at the pictures of a visit",
    "visit_written": "wrote visits down",
    "visit_corrected": "corrected or withdrew a visit",
    "round_made": "made a round of visits",
    "round_closed": "closed a round of visits",
    "sheets_printed": "printed visit sheets",
    "sheet_closed": "closed a visit sheet",
    "visits_brought": "brought a form of visits back",
    "must_visit_made": "asked for a must-visit",
    "must_visits_arose": "must-visits arose before a festival",
    "must_visit_dropped": "took a must-visit off the list",
    "quota_paused": "paused a steward's visits",
    "month_closed": "handed a month's figures in",
}

FIELDS: dict[str, str] = {
    "n_visits": "visits",
    "visits": "visits",
    "visit": "visit",
    "sheets": "sheets",
    "sheet": "sheet",
    "must_visit": "must-visit",
    "mark": "mark",
    "month": "month",
}
