"""The notice for a point's door: what it is, when it is open, what one finds there, and a code that says whether it is open."""

from dataclasses import dataclass
from io import BytesIO

import segno
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from components.paper.documents import BLACK, RED, Paper
from components.paper.pdf import compiled
from components.points.texts import is_on_working_days, weekly_groups
from components.wording.words import aside, language, t
from db.points.opening import Opening

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


@dataclass(frozen=True)
class Notice:
    """What stands on it, in words. Days that differ do not: paper hangs longer than they last."""

    name: str
    kind: str
    office: str
    place: str
    finds: str
    phone: str
    opening: Opening
    address: str

    @property
    def hours(self) -> list[tuple[str, list[str]]]:
        """Each group of weekdays with its times."""
        return weekly_groups(self.opening.weekly, but_holidays=self.opening.rests_on_holidays)

    @property
    def holidays(self) -> str:
        """Where the weekdays do not say it already."""
        says_so = self.hours and self.opening.rests_on_holidays and not is_on_working_days(self.opening)
        return t("Closed on public holidays") if says_so else ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(t("There is"), self.finds), (t("Where"), self.place), (t("Phone"), self.phone)]


def notice_address(web_address: str, point_id: int) -> str:
    """What the QR code says."""
    return f"{web_address}/points?p={point_id}"


def notice_pdf(notice: Notice) -> bytes:
    """One A4 page, fonts embedded."""
    content = {
        "lang": "zh" if language().startswith("zh") else "en", "name": notice.name, "kind": notice.kind, "office": notice.office,
        "hours": [{"days": days, "times": times} for days, times in notice.hours], "holidays": notice.holidays,
        "facts": [{"title": title, "said": said} for title, said in notice.facts if said],
        "qr": segno.make(notice.address, error="m").svg_inline(border=1), "scan": t("Scan: is it open now?"),
        "hours_title": t("Opening hours"),
    }  # fmt: skip
    return compiled("points/notice.typ", content)


def notice_docx(notice: Notice) -> bytes:
    """The same to be changed by hand."""
    paper = Paper()
    paper.centred(notice.name, size=44, colour=RED)
    paper.centred(notice.kind, font=BLACK, size=18)
    paper.red_rule()
    paper.centred(t("Opening hours"), font=BLACK, size=22)
    for days, times in notice.hours:
        paper.centred(days, font=BLACK, size=22)
        for time in times:
            paper.centred(time, font=BLACK, size=26)
    if notice.holidays:
        paper.centred(notice.holidays, font=BLACK, size=18)
    paper.line("")
    for title, said in notice.facts:
        if said:
            paper.line(t("{title}: {value}", title=title, value=said), size=20, align=_CENTRE)
    _code(paper, notice.address)
    paper.line(t("Scan: is it open now?"), size=16, align=_CENTRE)
    paper.right(notice.office)
    return paper.content()


def _code(paper: Paper, address: str) -> None:
    picture = BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=10, border=2)
    paragraph = paper.document.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.add_run().add_picture(BytesIO(picture.getvalue()), width=Mm(48))


def printed(notice: Notice) -> list[str]:
    """What our fonts have to draw."""
    return [notice.name, notice.kind, notice.office, notice.place, aside(notice.finds, notice.phone)]
