"""What the journal calls the events of visits, and what their details are called."""

from collections.abc import Callable
from enum import StrEnum

from components.wording.scheme_terms import named
from db.scheme import Scheme
from db.visits.models.duties import MustSource
from db.visits.models.visits import VisitSource

ACTIONS: dict[str, str] = {
    "visits_exported": "exported visits",
    "photos_shown": "looked at the pictures of a visit",
    "visit_written": "wrote visits down",
    "named_visit_written": "wrote a visit to somebody looked after by name down",
    "named_visit_withdrawn": "withdrew a visit to somebody looked after by name",
    "visit_corrected": "corrected or withdrew a visit",
    "round_made": "made a round of visits",
    "round_closed": "closed a round of visits",
    "sheets_printed": "printed visit sheets",
    "sheet_closed": "closed a visit sheet",
    "visits_brought": "brought a form of visits back",
    "must_visit_made": "asked for a must-visit",
    "must_visits_arose": "must-visits arose before a festival",
    "must_visits_not_made": "must-visits of a festival that is over were not made",
    "must_visit_dropped": "took a must-visit off the list",
    "quota_paused": "paused a steward's visits",
    "quota_resumed": "ended a pause of a steward's visits",
    "month_closed": "handed a month's figures in",
}

FIELDS: dict[str, str] = {
    "n_visits": "visits",
    "visits": "visits",
    "visit": "visit",
    "named_visit": "visit to a person",
    "sheets": "sheets",
    "sheet": "sheet",
    "must_visit": "must-visit",
    "mark": "festival",
    "month": "month",
}

# Details that are a member of an enum: its label is shown.
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("visit_written", "source"): VisitSource,
    ("named_visit_written", "source"): VisitSource,
    ("must_visit_made", "source"): MustSource,
}


def _rule(scheme: Scheme, key: str) -> str:
    return named(scheme.visiting.must_visits, key)


def _festival(scheme: Scheme, mark: str) -> str:
    _, festival, year = mark.split(":")
    return f"{named(scheme.visiting.festivals, festival)} {year}"


# Details that are a key of the scheme: its own word is shown.
TERMS: dict[tuple[str, str], Callable[[Scheme, str], str]] = {
    ("must_visit_made", "kind"): _rule,
    ("must_visits_arose", "kind"): _rule,
    ("must_visits_arose", "mark"): _festival,
    ("must_visits_not_made", "mark"): _festival,
}
