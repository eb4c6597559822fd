"""Texts that were stored before they were cleaned at the door: every kind of paper is made all the same."""

import io
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook

from components.paper.documents import Paper
from components.paper.workbooks import workbook

TROUBLE = ["退休\x01工人", "一\x0b二", "a\ufffeb", "x\u202ey", "_x000B_", "\x00"]


@pytest.mark.parametrize("text", TROUBLE, ids=ascii)
def test_a_word_document_is_made_of_any_text(text):
    paper = Paper()
    paper.line(f"前{text}后")
    file = io.BytesIO()
    paper.document.save(file)
    [said] = [p.text for p in Document(io.BytesIO(file.getvalue())).paragraphs if p.text]
    assert (said[0], said[-1]) == ("前", "后")


@pytest.mark.parametrize("text", TROUBLE, ids=ascii)
def test_a_workbook_is_made_of_any_text(text):
    made = workbook(["列"], [[f"前{text}后"]], name="表")
    assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
    said = load_workbook(io.BytesIO(made)).active["A2"].value
    assert (said[0], said[-1]) == ("前", "后")
