"""The poster of a public announcement: name, sex, age, category and place, and nothing else that identifies."""

from collections.abc import Sequence

from components.paper.documents import Paper, signature
from components.vetting.announcement_days import calendar_said
from components.wording.labels import label
from components.wording.scheme_terms import category_name, steward_title
from components.wording.words import document_day, t
from db.office.models import Office
from db.scheme import Scheme
from db.vetting.queries.announcement_days import AnnouncementDays
from db.vetting.queries.announcements import AnnouncedPerson, AnnouncementRow


def poster_docx(
    office: Office, scheme: Scheme, announcement: AnnouncementRow, people: Sequence[AnnouncedPerson], days: AnnouncementDays
) -> bytes:  # fmt: skip
    paper, title = Paper(), steward_title(scheme)
    paper.centred(t("Public announcement of proposed {title}", title=title))
    paper.line(t("({year}, No. {number})", year=str(announcement.year), number=str(announcement.number)), align=1)
    paper.line("")
    paper.line(
        t("After registration, recommendation and review, the following {n} people are proposed as {title}. They are "
          "announced to the public until {day} ({days} working days; the day of posting is not counted).",
          n=len(people), title=title, day=document_day(announcement.ends_on), days=announcement.n_days), indent=True,
    )  # fmt: skip
    for said in calendar_said(announcement, days):
        paper.line(said, indent=True)
    paper.line(
        t("Whoever has something to say about any of them may say so within this time, with or without giving a name, in "
          "person, by letter or by telephone. It is kept confidential and examined."), indent=True,
    )  # fmt: skip
    paper.line(t("Where: {contact}", contact=announcement.contact), indent=True)
    paper.line("")
    _people(paper, scheme, people)
    signature(paper, announcement.unit_name or office.name, announcement.posted_on)
    return paper.content()


def _people(paper: Paper, scheme: Scheme, people: Sequence[AnnouncedPerson]) -> None:
    rows = [
        [str(n), p.name, label(p.sex), str(p.age), category_name(scheme, p.category), p.unit_name]
        for n, p in enumerate(people, 1)
    ]
    titles = [t("Place in the list"), t("Name"), t("Sex"), t("Age"), t("Category"), t("Place")]
    paper.table(titles, rows, [15, 24, 15, 15, 35, 52])
