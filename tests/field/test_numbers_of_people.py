"""Telephones and papers of people, political statuses, dots and rare characters of names."""

import pytest

from db.ledger.models.households import Household
from db.sql import pick
from db.vetting.models.applications import Application
from db.vetting.political import read_political
from db.vocabulary import Political
from tests.core.workbooks import xlsx
from tests.field.lines import APPLICANT, FAMILY, applicant, family

HOMES = pick(Household.phone, Household.id_number, Household.note)


def test_a_telephone_never_keeps_a_household_out_and_what_was_written_is_kept(jili):
    assert jili.bring("households", "14-telephones/households_phones.xlsx").counts == (16, 16, 0)
    kept = {note: phone for phone, _, note in jili.all(HOMES) if note}
    assert kept["联系电话：19900009001/19900009002"] == "19900009001"
    assert kept["联系电话：83123456"] is None
    assert "联系电话：025-83123456转801" in kept


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        *(("19900009001 / 19900009002", "19900009001"), ("83123456，19900009002", "19900009002")),
        *(("儿子19900009006", "19900009006"), ("19900009001\n19900009002", "19900009001"), ("停机", None), ("1990000900", None)),
    ],
)
def test_the_first_whole_number_is_taken_with_a_warning(jili, written, phone):
    done = jili.bring("households", xlsx(FAMILY, family(0, 联系电话=written, 备注="门铃坏了")))
    assert done.counts == (1, 1, 0)
    assert "备注" in done.said_at("G2")
    assert jili.all(HOMES) == [(phone, None, f"门铃坏了；联系电话：{written}")]


def test_the_second_time_what_was_kept_changes_nothing(jili):
    jili.bring("households", "14-telephones/households_phones.xlsx")
    assert jili.bring("households", "14-telephones/households_phones.xlsx").counts == (16, 0, 0)


@pytest.mark.parametrize("nothing", ["无", "/", "-", "——", "不详", "暂无", "（无）"])
def test_a_word_or_a_sign_for_nothing_is_nothing(jili, nothing):
    done = jili.bring("households", xlsx(FAMILY, family(0, 联系电话=nothing, 户主身份证号=nothing)))
    assert done.lines[:-2] == []
    assert jili.all(HOMES) == [(None, None, None)]


def test_an_area_code_that_lost_its_nought_is_said_and_not_put_back(jili):
    done = jili.bring("households", xlsx(FAMILY, family(0, 联系电话=2583123456)))
    assert done.counts == (1, 1, 0)
    assert "区号" in done.said_at("G2")
    assert jili.all(HOMES) == [(None, None, "联系电话：2583123456")]


def test_an_applicant_s_first_whole_number_is_taken_and_the_rest_kept_in_the_remark(nanzheng):
    done = nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, 联系电话="19900009001/19900009002", 备注="见附件")))
    assert done.counts == (1, 1, 0)
    found = nanzheng.all(pick(Application.phone, Application.remark))
    assert found == [("19900009001", "见附件；联系电话：19900009001/19900009002")]


def test_another_document_than_the_id_card_never_keeps_a_household_out(jili):
    done = jili.bring("households", "13-id-documents/households_ids.xlsx")
    assert done.counts == (10, 10, 0)
    found = jili.all(HOMES)
    numbers = {number for _, number, _ in found if number}
    assert numbers == {"93284019800101000X", "830000198001020005", "810000198001030007"}
    kept = {note for *_, note in found if note}
    others = ("610729600101001", "01234567", "E12345678", "USA110180010101", "H1234567801")
    assert kept == {f"户主身份证号：{other}" for other in others}


@pytest.mark.parametrize("other", ["EA1234567", "军字第12345号", "A123456(7)", "0123456789", 610729600101001, "护照E12345678"])
def test_papers_of_every_kind_are_kept_in_the_note(jili, other):
    done = jili.bring("households", xlsx(FAMILY, family(0, 户主身份证号=other)))
    assert done.counts == (1, 1, 0)
    assert jili.all(HOMES)[0][2] == f"户主身份证号：{other}"


@pytest.mark.parametrize("wrong", ["61072919700101000", "6107291970010100055", "610729********0005", "61072919700101000O"])
def test_an_id_number_that_was_mistyped_is_a_problem_and_no_other_document(jili, wrong):
    assert jili.bring("households", xlsx(FAMILY, family(0, 户主身份证号=wrong))).counts == (1, 0, 1)


STATUSES = pick(Application.political).order_by(Application.id)


def test_all_thirteen_political_statuses_are_known(nanzheng):
    assert nanzheng.bring("applicants", "11-political-status-gbt4762/applicants_political.xlsx").counts == (13, 13, 0)
    known = [
        Political.PARTY_MEMBER,
        Political.PROBATIONARY,
        Political.LEAGUE_MEMBER,
        *[Political.OTHER_PARTY] * 9,
        Political.MASSES,
    ]
    assert nanzheng.all(STATUSES) == [(one,) for one in known]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("党员", "中国共产党党员", "中共党员（正式）", "01", "1", "01 中共党员", "正式党员"), Political.PARTY_MEMBER),
        (("预备党员", "中共党员（预备）", "02"), Political.PROBATIONARY),
        (("团员", "共青团员 "), Political.LEAGUE_MEMBER),
        (
            ("民革", "民盟", "九三", "致公党", "农工党", "中国民主建国会会员", "无党派人士", "12"),
            Political.OTHER_PARTY,
        ),
        (("群众", "普通群众", "13", "非党员"), Political.MASSES),
        (("党员？", "14", "前党员", "不是党员", "民"), None),
    ],
)
def test_usual_short_words_and_codes_are_known_and_nothing_is_guessed(words, status):
    assert {word: read_political(word) for word in words} == dict.fromkeys(words, status)


def test_dots_radicals_and_rare_characters_of_names_are_read(nanzheng):
    assert nanzheng.bring("applicants", "12-names-dots-radicals-extI/applicants_names.xlsx").counts == (16, 16, 0)
    names = [name for (name,) in nanzheng.all(pick(Application.name).order_by(Application.id))]
    assert names[:6] == ["阿依古丽·买买提"] * 5 + ["心一明"]
    assert names[10] == "葛明"


def test_a_list_with_other_dots_and_radicals_changes_nothing(jili):
    jili.bring("households", "12-names-dots-radicals-extI/households_1.xlsx")
    done = jili.bring("households", "12-names-dots-radicals-extI/households_2.xlsx")
    assert done.counts == (2, 0, 0)


def test_what_cannot_be_seen_keeps_nobody_out(nanzheng):
    assert nanzheng.bring("applicants", "03-invisible-characters/applicants_invisible.xlsx").counts == (6, 6, 0)


def test_control_characters_become_line_breaks_on_the_way_in(nanzheng):
    assert nanzheng.bring("applicants", "22-control-characters/applicants_vt.xlsx").counts == (2, 2, 0)
    found = nanzheng.all(pick(Application.occupation, Application.remark).order_by(Application.id))
    assert found == [("教师\n退休", ""), ("居民", "见附件\n第2页")]
