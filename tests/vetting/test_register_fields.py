"""What the desk's form may say: each field that cannot be right is named, and what is merely unusual is kept."""

from datetime import date

import pytest

from db.errors import Invalid
from db.id_numbers import check_character
from db.presets import load_preset
from db.vetting.applicants import check_applicant
from db.vetting.commands.register import register
from db.vetting.models.applications import ApplicantIn
from db.vetting.queries.applications import application_facts, applications, as_written
from db.vocabulary import Political, Sex
from tests.conftest import MONDAY
from tests.people import applicant, id_number
from tests.vetting.states import codes, everything

LONG = "长" * 501
PROBLEMS = [
    ({"name": ""}, "name_missing", "name"),
    ({"name": "　 "}, "name_missing", "name"),
    ({"name": "赵1"}, "name_form", "name"),
    ({"name": "赵" * 51}, "name_form", "name"),
    ({"name": "<b>赵</b>"}, "name_form", "name"),
    ({"id_number": ""}, "id_missing", "id_number"),
    ({"id_number": "61072119680309000"}, "id_form", "id_number"),
    ({"id_number": "610721196802300001"}, "id_date", "id_number"),
    ({"id_number": id_number(date(1968, 3, 9))[:17] + "X"}, "id_checksum", "id_number"),
    ({"phone": ""}, "phone_missing", "phone"),
    ({"phone": "199000012"}, "phone_form", "phone"),
    ({"phone": "没有手机"}, "phone_form", "phone"),
    ({"sex": None}, "sex_missing", "sex"),
    ({"political": None}, "political_missing", "political"),
    ({"unit_id": None}, "unit_missing", "unit_id"),
    ({"category": "其他人员"}, "category_unknown", "category"),
    ({"category": ""}, "category_unknown", "category"),
    ({"entry_way": "抽签"}, "entry_way_unknown", "entry_way"),
    ({"party_joined": "很久以前"}, "party_month_form", "party_joined"),
    ({"birth_date": date(1968, 3, 10), "id_number": id_number(date(1968, 3, 9))}, "id_birth_mismatch", "birth_date"),
    ({"id_number": id_number(date(2008, 11, 24))}, "under_age", "birth_date"),
    ({"id_number": id_number(date(1925, 11, 22))}, "over_age", "birth_date"),
    *[({field: LONG}, "too_long", field) for field in ("nation", "education", "occupation", "speciality", "remark")],
    ({"recommender": "推" * 51}, "too_long", "recommender"),
]


STORED = ["王", "𡈼䶮", "\ue123明", "阿卜杜拉·买买提", "Nguyễn Văn An", "María José O'Neill-Díaz", "金 Anna"]
NAMES = [*STORED, "Иван Петров", "ئابدۇللا مەمەت"]


@pytest.mark.parametrize(("changes", "code", "field"), PROBLEMS, ids=[f"{c}-{f}-{i}" for i, (_, c, f) in enumerate(PROBLEMS)])
def test_a_field_that_cannot_be_right_is_named(cast, changes, code, field):
    with pytest.raises(Invalid) as refusal:
        check_applicant(load_preset("nanzheng"), applicant(cast, **changes), MONDAY)
    assert [(p.code, p.field) for p in refusal.value.all] == [(code, field)]


def test_registering_what_cannot_be_right_writes_nothing(session, cast):
    before = everything(session)
    forms = [applicant(cast, **changes) for changes, _, _ in PROBLEMS]
    expected = [code for _, code, _ in PROBLEMS]
    assert codes(lambda form: register(session, cast.bob, applicant=form), *forms) == expected
    assert everything(session) == before


def test_every_wrong_field_is_named_at_once(session, cast):
    with pytest.raises(Invalid) as refusal:
        register(session, cast.bob, applicant=ApplicantIn(party_joined="某月"))
    assert {(p.code, p.field) for p in refusal.value.all} == {
        ("name_missing", "name"),
        ("id_missing", "id_number"),
        ("phone_missing", "phone"),
        ("party_month_form", "party_joined"),
        ("sex_missing", "sex"),
        ("political_missing", "political"),
        ("unit_missing", "unit_id"),
        ("category_unknown", "category"),
        ("entry_way_unknown", "entry_way"),
    }


def test_somebody_who_is_eighteen_today_may_register(session, cast):
    assert register(session, cast.bob, applicant=applicant(cast, id_number=id_number(date(2008, 11, 23))))


def test_birth_date_and_sex_are_filled_from_the_id_number(session, cast):
    filled = []
    for serial in (1, 2):
        written = applicant(cast, serial, sex=None, id_number=id_number(date(1958, 2, 3), serial=serial))
        facts = application_facts(session, cast.bob, register(session, cast.bob, applicant=written))
        filled.append((facts.birth_date, facts.sex))
    assert filled == [(date(1958, 2, 3), Sex.MALE), (date(1958, 2, 3), Sex.FEMALE)]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_one_character_a_rare_or_a_foreign_one_is_kept_as_it_is(home, cast, name):
    assert check_applicant(load_preset("nanzheng"), applicant(cast, name=name), MONDAY).name == name


def test_such_names_are_stored_and_shown_as_they_are(session, cast):
    for n, name in enumerate(STORED):
        register(session, cast.bob, applicant=applicant(cast, n, name=name))
    assert {row.name for row in applications(session, cast.bob)} == set(STORED)


def test_an_id_number_of_a_county_that_was_abolished_is_accepted(session, cast):
    first = "132201" + "19580203" + "000"
    assert register(session, cast.bob, applicant=applicant(cast, id_number=first + check_character(first)))


def test_full_width_digits_and_a_small_x_come_to_one_spelling(session, cast):
    number = next(n for day in range(1, 29) if (n := id_number(date(1961, 5, day))).endswith("X"))
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number[:17]) + "x"
    application_id = register(session, cast.bob, applicant=applicant(cast, id_number=f" {wide[:6]} {wide[6:]}"))
    assert as_written(session, cast.bob, application_id).id_number == number


def test_a_phone_is_kept_as_digits(session, cast):
    for n, written in enumerate(("199-0000-0001", "+86 199 0000 0001", "１９９００００００１２")):
        application_id = register(session, cast.bob, applicant=applicant(cast, n, phone=written))
        assert as_written(session, cast.bob, application_id).phone in ("19900000001", "19900000012")


def test_a_landline_is_a_phone(session, cast):
    application_id = register(session, cast.bob, applicant=applicant(cast, phone="0916-5512345"))
    assert as_written(session, cast.bob, application_id).phone == "09165512345"


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"sex": Sex.FEMALE, "id_number": id_number(date(1968, 3, 9), serial=1)}, "sex_differs"),
        ({"political": Political.MASSES, "party_joined": ""}, "not_party_member"),
        ({"political": Political.MASSES}, "party_month_of_non_member"),
    ],
)
def test_what_is_merely_unusual_is_a_warning_and_not_a_problem(cast, home, changes, warning):
    checked = check_applicant(load_preset("nanzheng"), applicant(cast, **changes), MONDAY)
    assert warning in checked.warnings
