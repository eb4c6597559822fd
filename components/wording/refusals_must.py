"""What a person is told when a must-visit, a quota or a month is refused."""

MUST: dict[str, str] = {
    "must_kind_unknown": "Please choose why the household must be visited.",
    "must_due_past": "This day has passed. Please choose today or a later one.",
    "must_open_already": "This household is on the list for the same reason already. Please look there.",
    "must_visit_not_found": "There is no such must-visit, or it does not belong to your unit.",
    "must_visit_moved": "Somebody has visited this household or taken it off the list meanwhile. Please look again.",
    "day_of_year": "There is no such day. Please check month and day.",
    "whose_missing": "Please write whose day it is.",
    "agreed_day_not_found": "This day is not on file any more. Please look at the household again.",
    "pause_ends_before": "The last day lies before the first. Please choose a later one.",
    "pause_too_long": "A pause lasts a year at most. Please choose an earlier last day.",
    "pause_overlaps": "There is a pause on these days already. Please end it first.",
    "pause_not_found": "This pause is over, or it does not belong to your unit.",
    "month_not_over": "This month is not over yet. Please hand it in when it is.",
    "month_closed": "This month has been handed in already.",
}
