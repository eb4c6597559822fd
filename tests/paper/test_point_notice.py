"""The notice for a point's door, as PDF and as Word."""

import io
from datetime import date

import docx
import pytest
from pypdf import PdfReader

from components.paper.points.notice import Notice, notice_address, notice_docx, notice_pdf
from db.points.opening import Opening

DAY, HALVES = ((480, 1200),), ((540, 720), (840, 1050))
EVERY_DAY = Opening((DAY,) * 7)
AGAIN = ((480, 720), (840, 1050), (1200, 1500))


def _never_mind(_day: date) -> bool:
    return False


def _notice(opening=EVERY_DAY, **more):
    given = {
        "name": "荷塘驿站", "kind": "红色驿站", "office": "示范街道", "place": "荷塘路12号", "finds": "热水、充电",
        "phone": "023-61234567", "address": notice_address("http://192.168.1.20:8501", 12),
    }  # fmt: skip
    return Notice(opening=opening, **(given | more))


def _words(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return len(pages), "".join("".join(page.extract_text().split()) for page in pages)


def _lines(word):
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs]


def test_the_code_leads_to_the_point_on_the_public_page():
    assert _notice().address == "http://192.168.1.20:8501/points?p=12"


def test_the_page_says_what_it_is_when_it_is_open_and_what_one_finds():
    n_pages, said = _words(notice_pdf(_notice()))
    wanted = ("荷塘驿站", "红色驿站", "每天", "8:00到20:00", "热水、充电", "荷塘路12号", "023-61234567", "扫一扫", "示范街道")
    assert (n_pages, [part for part in wanted if part not in said]) == (1, [])


def test_word_says_the_same_and_holds_the_code_as_a_picture():
    made = notice_docx(_notice(Opening((HALVES,) * 5 + ((), ()))))
    lines = _lines(made)
    wanted = ("荷塘驿站", "红色驿站", "周一到周五", "9:00 到 12:00", "14:00 到 17:30", "有什么：热水、充电", "电话：023-61234567")
    assert [part for part in wanted if part not in lines] == []
    assert len(docx.Document(io.BytesIO(made)).inline_shapes) == 1


def test_festivals_are_named_where_the_weekdays_do_not_say_it():
    rests = Opening((DAY,) * 7, (), _never_mind)
    working = Opening((DAY,) * 5 + ((), ()), (), _never_mind)
    assert "法定节假日不开" in _lines(notice_docx(_notice(rests)))
    said = _lines(notice_docx(_notice(working)))
    assert ("工作日" in said, "法定节假日不开" in said) == (True, False)


@pytest.mark.parametrize(
    "notice",
    [
        _notice(name="松风社区新就业群体友好场景暨快递员外卖员歇脚充电暖心驿站（火车站广场东侧二层）"),
        _notice(Opening(tuple((*AGAIN[:2], (1200 + day, 1500)) for day in range(7)))),
        _notice(place="", finds="", phone=""),
        _notice(finds="热水、充电、" * 20, place="1号楼" * 20),
    ],
)
def test_long_names_and_a_week_of_many_times_stay_on_one_page(notice):
    assert _words(notice_pdf(notice))[0] == 1


def test_marks_in_a_name_are_printed_as_they_were_typed():
    assert "#image(*x*)" in _words(notice_pdf(_notice(name="#image(*x*)")))[1]
