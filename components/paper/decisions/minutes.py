"""Minutes, invitation, list to sign and the public version of a meeting, as Word documents in the office's layout."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.paper.documents import BLACK, RED, Paper, attachment, signature
from components.wording.labels import label
from components.wording.words import document_day, listed, t
from db import clock
from db.decisions.models.meetings import Outcome
from db.decisions.queries.agenda import ItemRow
from db.decisions.queries.decisions import HandsRow
from db.decisions.queries.parties import MeetingPeople

_EMPTY_LINES = 24


@dataclass(frozen=True)
class MeetingOnPaper:
    """What stands at the top of every paper of a meeting, in words; `parties` by their id."""

    office: str
    title: str
    kind: str
    unit: str
    when: str
    place: str
    on_day: date
    parties: dict[int, str]


@dataclass(frozen=True)
class DecidedLine:
    item_id: int
    text: str
    owner: str
    due_on: date


def _top(paper: Paper, given: MeetingOnPaper, title: str) -> None:
    paper.centred(given.office, size=36, colour=RED)
    paper.red_rule()
    paper.line("")
    paper.centred(title)
    paper.line("")


def _facts(paper: Paper, given: MeetingOnPaper, people: MeetingPeople | None = None) -> None:
    facts = [(t("Kind"), given.kind), (t("Belongs to"), given.unit), (t("When"), given.when), (t("Where"), given.place)]
    if people:
        facts += [(t("Led by"), people.chair), (t("Minutes by"), people.recorder), (t("Party organisation"), _discussed(people))]
    for title, text in facts:
        if text:
            paper.line(t("{title}: {text}", title=title, text=text), indent=True)


def _discussed(people: MeetingPeople) -> str:
    if people.party_discussed_on:
        return t("Discussed on {day}.", day=document_day(people.party_discussed_on))
    return t("Not discussed.") if people.is_party_discussed is False else ""


def _items(
    paper: Paper, items: Sequence[ItemRow], decided: Sequence[DecidedLine], counted: Sequence[HandsRow],
    *, names: bool = True,
) -> None:  # fmt: skip
    for n, item in enumerate(items, 1):
        paper.line(f"{n}. {item.title}", font=BLACK, indent=True)
        for line in item.minutes.splitlines():
            paper.line(line, indent=True)
        if item.outcome is not Outcome.OPEN:
            paper.line(t("What came of it: {outcome}", outcome=label(item.outcome)), indent=True)
        for hands in (one for one in counted if one.item_id == item.id and not one.was_replaced):
            paper.line(_hands(hands, names=names), indent=True)
        for one in (one for one in decided if one.item_id == item.id):
            paper.line(_decided(one), indent=True)


def _hands(one: HandsRow, *, names: bool) -> str:
    """Who counted stands in the minutes, and not on the notice board."""
    if not names:
        return t(
            "Show of hands, {question}: {n_for} for it, {n_against} against, {n_abstained} neither.",
            question=one.question, n_for=one.n_for, n_against=one.n_against, n_abstained=one.n_abstained,
        )  # fmt: skip
    return t(
        "Show of hands, {question}: {n_for} for it, {n_against} against, {n_abstained} neither. Counted by {first} and {second}.",
        question=one.question, n_for=one.n_for, n_against=one.n_against, n_abstained=one.n_abstained, first=one.counters[0],
        second=one.counters[1],
    )  # fmt: skip


def _decided(one: DecidedLine) -> str:
    if not one.owner:
        return t("Decided: {text}, by {day}.", text=one.text, day=document_day(one.due_on))
    return t("Decided: {text}. {owner} sees to it by {day}.", text=one.text, owner=one.owner, day=document_day(one.due_on))


def minutes_docx(
    given: MeetingOnPaper, people: MeetingPeople, items: Sequence[ItemRow], decided: Sequence[DecidedLine],
    counted: Sequence[HandsRow],
) -> bytes:  # fmt: skip
    """Word: the minutes, and the list of who came as their attachment."""
    paper = Paper()
    _top(paper, given, t("Minutes: {title}", title=given.title))
    _facts(paper, given, people)
    paper.line(t("Came: {n}, listed in the attachment.", n=len(people.attendees)), indent=True)
    _items(paper, items, decided, counted)
    paper.line("")
    paper.line(t("Led by (signature):              Minutes by (signature):"))
    signature(paper, given.unit, given.on_day)
    attachment(paper, 1, t("Who came"))
    rows = [[str(n), a.name, given.parties.get(a.party_id or 0, ""), label(a.came_by)] for n, a in enumerate(people.attendees, 1)]
    paper.table([t("No."), t("Name"), t("Party"), t("How")], rows, [15, 45, 60, 36])
    return paper.content()


def public_docx(
    given: MeetingOnPaper, items: Sequence[ItemRow], decided: Sequence[DecidedLine], counted: Sequence[HandsRow]
) -> bytes:
    """Word: what hangs at the notice board."""
    paper = Paper()
    _top(paper, given, given.title)
    _facts(paper, given)
    _items(paper, items, decided, counted, names=False)
    signature(paper, given.unit, clock.today())
    return paper.content()


def invitation_docx(given: MeetingOnPaper, agenda: Sequence[str]) -> bytes:
    """Word: one for all parties."""
    paper = Paper()
    _top(paper, given, t("Invitation"))
    paper.line(t("To: {department}", department=listed(list(given.parties.values()))))
    paper.line(t("You are asked to: {title}, {when}, {place}.", title=given.title, when=given.when, place=given.place or "-"),
               indent=True)  # fmt: skip
    if agenda:
        paper.line(t("On the agenda:"), indent=True)
    for n, title in enumerate(agenda, 1):
        paper.line(f"{n}. {title}", indent=True)
    signature(paper, given.unit, clock.today())
    return paper.content()


def list_docx(given: MeetingOnPaper) -> bytes:
    """Word: the list to sign, with empty lines."""
    paper = Paper()
    paper.centred(t("Who came: {title}", title=given.title))
    paper.line(t("{title}: {text}", title=t("When"), text=given.when))
    parties = list(given.parties.values())
    rows = [[str(n), parties[n - 1] if n <= len(parties) else "", "", ""] for n in range(1, _EMPTY_LINES + 1)]
    paper.table([t("No."), t("Party"), t("Name"), t("Signature")], rows, [15, 60, 40, 41])
    return paper.content()
