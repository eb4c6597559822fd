"""What meetings are called, when they are, who is asked, in the scheme's words."""

from components.wording.scheme_terms import named
from components.wording.words import full_day, language, t
from db.decisions.checks import kind_of
from db.decisions.models.meetings import ItemSource
from db.decisions.queries.agenda import ProposedItem
from db.decisions.queries.meetings import MeetingRow
from db.decisions.queries.parties import PartyRow
from db.scheme import Scheme


def kind_text(scheme: Scheme, key: str) -> str:
    """A kind that the scheme no longer has by its key."""
    kind = kind_of(scheme, key)
    return kind.text(language()) if kind else key


def party_text(scheme: Scheme, kind: str, party: PartyRow) -> str:
    found = kind_of(scheme, kind)
    return party.name or (named(found.parties, party.key) if found else party.key)


def time_text(minute: int) -> str:
    """570 -> `9:30`."""
    return f"{minute // 60}:{minute % 60:02}"


def when_text(row: MeetingRow) -> str:
    return f"{full_day(row.on_day)} {time_text(row.starts)}"


def heading_text(scheme: Scheme, key: str) -> str:
    return named(scheme.talk_over, key) if key else ""


def proposed_title(scheme: Scheme, one: ProposedItem) -> str:
    """As it is put on the agenda: never with a household's name."""
    if one.source is ItemSource.PROPOSAL:
        return t("Whether to set up “{name}”", name=one.text)
    if one.source is ItemSource.DECISION:
        return t("How it went on: {text}", text=one.text[:80])
    return t("{topic}: raised by {n} households at visits", topic=named(scheme.visiting.topics, one.topic), n=one.n)
