"""Word documents in the layout of Chinese official papers (GB/T 9704-2012): the letter to a department, the poster."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from components.wording.words import document_day, t
from db.text import visible

BODY, TITLE, BLACK = "仿宋", "方正小标宋简体", "黑体"
RED = RGBColor(0xC0, 0x00, 0x00)


class Paper:
    """A4 with the margins and the line spacing of official papers; sizes are in points (三号 is 16)."""

    def __init__(self) -> None:
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(0)

    def line(
        self, text: str, *, font: str = BODY, size: float = 16, align: Any = None, indent: bool = False, colour: Any = None
    ) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        shape = paragraph.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(28, size * 1.5))
        if indent:
            shape.first_line_indent = Pt(size * 2)
        _run(paragraph, text, font, size, colour)
        return paragraph

    def centred(self, text: str, *, font: str = TITLE, size: float = 22, colour: Any = None) -> Any:
        return self.line(text, font=font, size=size, align=WD_ALIGN_PARAGRAPH.CENTER, colour=colour)

    def right(self, text: str) -> Any:
        return self.line(text, align=WD_ALIGN_PARAGRAPH.RIGHT)

    def red_rule(self) -> None:
        """The red line under the organ's name."""
        paragraph = self.line("", size=6)
        border = OxmlElement("w:pBdr")
        bottom = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", "C00000")):
            bottom.set(qn(f"w:{name}"), value)
        border.append(bottom)
        paragraph._p.get_or_add_pPr().append(border)

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str]], widths_mm: Sequence[float]) -> None:
        """A grid whose header repeats on every page."""
        table = self.document.add_table(rows=1, cols=len(titles), style="Table Grid")
        table.autofit = False
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        _fill(table.rows[0].cells, titles, widths_mm, BLACK)
        for row in rows:
            _fill(table.add_row().cells, row, widths_mm, BODY)

    def content(self) -> bytes:
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()


def _run(paragraph: Any, text: str, font: str, size: float, colour: Any = None) -> None:
    run = paragraph.add_run(visible(text))
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _fill(cells: Any, texts: Sequence[str], widths_mm: Sequence[float], font: str) -> None:
    for cell, text, width in zip(cells, texts, widths_mm, strict=True):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, text, font, 11)


def signature(paper: Paper, organ: str, day: date) -> None:
    paper.line("")
    paper.right(organ)
    paper.right(document_day(day))


def page_break(paper: Paper) -> None:
    paper.document.add_page_break()  # type: ignore[no-untyped-call]


def attachment(paper: Paper, number: int, title: str) -> None:
    """A new page headed as an attachment of the paper before it."""
    page_break(paper)
    paper.line(t("Attachment {number}", number=str(number)), font=BLACK)
    paper.centred(title, size=18)
