"""The letter that asks one department about a list of people, with the slip on which it replies."""

from collections.abc import Sequence
from datetime import date

from components.paper.documents import RED, Paper, attachment, signature
from components.wording.labels import label
from components.wording.scheme_terms import named, steward_title
from components.wording.words import document_day, t
from db.office.models import Office
from db.scheme import PersonField, Scheme
from db.vetting.queries.opinions import AskedPerson, LetterRow
from db.vocabulary import Political, Sex

_WIDTHS = {
    PersonField.NAME: 22, PersonField.SEX: 15, PersonField.BIRTH_DATE: 40, PersonField.ID_NUMBER: 58, PersonField.UNIT: 48,
    PersonField.CATEGORY: 28, PersonField.POLITICAL: 24, PersonField.OCCUPATION: 28,
}  # fmt: skip
_TEXT_WIDTH_MM = 156


def reference(office: Office, year: int, number: int) -> str:
    """`示党建函〔2026〕12号`."""
    return t("{prefix}〔{year}〕No. {number}", prefix=office.letter_prefix or office.name, year=str(year), number=str(number))


def person_value(scheme: Scheme, field: PersonField, value: object) -> str:
    """A field of a person as it is written in a list."""
    if isinstance(value, date):
        return document_day(value)
    if field is PersonField.CATEGORY:
        return named(scheme.categories, str(value))
    return label(value) if isinstance(value, Sex | Political) else str(value)


def _people_table(paper: Paper, scheme: Scheme, people: Sequence[AskedPerson], more: Sequence[tuple[str, str, int]] = ()) -> None:
    # People who applied under different versions of the scheme may be shown with different fields.
    fields = list(dict.fromkeys(field for person in people for field in person.values))
    widths = [15, *(_WIDTHS[field] for field in fields), *(width for *_, width in more)]
    scale = _TEXT_WIDTH_MM / sum(widths)
    titles = [t("Place in the list"), *(label(field) for field in fields), *(title for title, *_ in more)]
    rows = [
        [str(n), *(person_value(scheme, field, person.values.get(field, "")) for field in fields), *(text for _, text, _ in more)]
        for n, person in enumerate(people, 1)
    ]
    paper.table(titles, rows, [width * scale for width in widths])


def letter_docx(office: Office, scheme: Scheme, letter: LetterRow, people: Sequence[AskedPerson]) -> bytes:
    """Word: the letter, the list of people, the reply slip to stamp."""
    paper, department, title = Paper(), named(scheme.departments, letter.department), steward_title(scheme)
    paper.centred(office.name, size=36, colour=RED)
    paper.red_rule()
    paper.right(reference(office, letter.year, letter.number))
    paper.line("")
    paper.centred(t("Letter asking for an opinion on proposed {title}", title=title))
    paper.line("")
    paper.line(t("To: {department}", department=department))
    paper.line(
        t("We propose to appoint the {n} people in the attachment as {title}. As the vetting rules provide, please let us "
          "have your opinion on each of them.", n=len(people), title=title), indent=True,
    )  # fmt: skip
    paper.line(
        t("Please fill in the reply slip, stamp it and return it by {day}. Where you object, please give the reason. A "
          "missing reply does not count as consent.", day=document_day(letter.reply_by)), indent=True,
    )  # fmt: skip
    paper.line(t("The list holds personal data. Please use it for this purpose only and keep it safe."), indent=True)
    signature(paper, office.name, letter.written_on)
    attachment(paper, 1, t("List of proposed {title}", title=title))
    _people_table(paper, scheme, people)
    _reply_slip(paper, office, scheme, letter, people)
    return paper.content()


def _reply_slip(paper: Paper, office: Office, scheme: Scheme, letter: LetterRow, people: Sequence[AskedPerson]) -> None:
    attachment(paper, 2, t("Reply slip"))
    paper.line(t("On {reference}:", reference=reference(office, letter.year, letter.number)))
    names = [AskedPerson(p.opinion_id, p.application_id, p.name, p.due_on, {PersonField.NAME: p.name}) for p in people]
    _people_table(
        paper, scheme, names, [(t("Opinion"), t("☐ No objection  ☐ Objection"), 62), (t("Reason of an objection"), "", 62)]
    )
    paper.line("")
    paper.right(t("{department} (stamp)", department=named(scheme.departments, letter.department)))
    paper.right(t("Date: ____ / __ / __"))
