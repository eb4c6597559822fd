"""What a visit's form, occasion, topics and remarks are called."""

from collections.abc import Sequence

from components.wording.labels import label
from components.wording.scheme_terms import named
from components.wording.words import listed, t
from db.scheme import Scheme
from db.visits.models.visits import VisitStatus
from db.visits.queries.visits import VisitRow


def topics(scheme: Scheme, keys: Sequence[str]) -> str:
    return listed([named(scheme.visiting.topics, key) for key in keys])


def occasion(scheme: Scheme, key: str) -> str:
    return named((*scheme.visiting.occasions, *scheme.visiting.must_visits), key)


def remarks(row: VisitRow) -> str:
    said = (
        (row.status is VisitStatus.WITHDRAWN, label(VisitStatus.WITHDRAWN)),
        (row.status is VisitStatus.STANDS and row.was_corrected, t("corrected")),
        (row.has_note, t("with a note")),
    )
    return listed([text for is_so, text in said if is_so])


def door_of(row: VisitRow) -> str:
    return row.door or t("a household that has gone to somebody else since")
