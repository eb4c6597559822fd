"""Persons looked after by name stand on a steward's papers: in the notebook, and on the sheet by which they are handed over."""

import io

import pytest
from pypdf import PdfReader

from components.paper.ledger.notebook import hand_over_pdf, notebook_pdf
from components.wording.words import ENGLISH
from db.ledger.commands.disclosures import PrintedHousehold, PrintedNamed, named_to_print
from db.presets import load_preset
from tests.ledger.named import NEED, PHONE, person, with_named
from tests.speaking import speaking
from tests.vetting.states import codes, journal

HOUSEHOLD = PrintedHousehold(1, "东关村", "1单元101", "", "户主甲", "19900000001", 3, 1, "", "", "")
PERSON = PrintedNamed("东关村", "9单元901", "骆长春", PHONE, NEED)


def _pages(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.fixture
def qianxi(home):
    return load_preset("qianxi")


def test_the_notebook_has_a_page_for_a_person_with_what_they_need(qianxi):
    household, member = _pages(notebook_pdf(qianxi, "甲", [HOUSEHOLD], [PERSON]))
    assert [text for text in ("骆长春", "9单元901", PHONE, NEED, "年老体弱党员", "走访记录") if text not in member] == []
    assert ("骆长春" in household, "户主甲" in household) == (False, True)


def test_a_notebook_without_such_persons_is_as_it_was(qianxi):
    [page] = _pages(notebook_pdf(qianxi, "甲", [HOUSEHOLD]))
    assert "年老体弱党员" not in page


def test_the_hand_over_sheet_lists_who_goes_along_under_the_programmes_word(qianxi):
    [both] = _pages(hand_over_pdf("甲", [HOUSEHOLD], [PERSON], word=qianxi.coverage.named.zh))
    [alone] = _pages(hand_over_pdf("甲", [], [PERSON], word=qianxi.coverage.named.zh))
    assert [text for text in ("移交以下1户", "按名照看的年老体弱党员1名", "骆长春", "9单元901") if text not in both] == []
    assert ("移交以下" in alone, "骆长春" in alone) == (False, True)


def test_the_papers_speak_english_too(qianxi):
    with speaking(ENGLISH):
        [sheet] = _pages(hand_over_pdf("甲", [], [PERSON], word=qianxi.coverage.named.en))
    assert "handsoverbyname:1Oldorinfirmpartymembers" in sheet


def test_what_is_printed_is_recorded_and_telephones_are_full_for_the_two_offices_only(session, cast):
    with_named(session, cast)
    member_id = person(session, cast)
    [full], [masked] = (named_to_print(session, who, member_ids=[member_id]) for who in (cast.bob, cast.grace))
    assert (full.phone, masked.phone) == (PHONE, "199****0088")
    assert [(entry["n_members"], entry["is_full"]) for entry in journal(session, "named_printed")] == [(1, False), (1, True)]
    assert named_to_print(session, cast.charlie, member_ids=[member_id]) == []
    assert codes(lambda who: named_to_print(session, who, member_ids=[member_id]), cast.leo, cast.dora) == ["not_allowed"] * 2
