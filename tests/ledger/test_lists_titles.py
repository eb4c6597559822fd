"""Titles of columns that the program does not know: mapped by hand once, known from then on."""

import pytest

from db.errors import Invalid, NotAllowed
from db.ledger.household_import import preview_households
from db.ledger.list_columns import FAMILY_COLUMNS, MERCHANT_COLUMNS, columns_for
from db.office.column_titles import with_own_titles
from db.office.commands.column_titles import map_titles
from db.office.models import ListKind
from db.office.queries import current_scheme
from db.office.unit_import import columns_of_units
from db.spreadsheets import Column, Sheet
from db.vetting.applicant_import import applicant_columns
from db.vetting.steward_import import steward_columns
from tests.ledger.lists import family, sheet, shop
from tests.vetting.states import journal

KINDS = {ListKind.HOUSEHOLDS: (FAMILY_COLUMNS, family()), ListKind.MERCHANTS: (MERCHANT_COLUMNS, shop())}


def _renamed(line, **titles):
    return {titles.get(title, title): value for title, value in line.items()}


def _look(session, cast, *lines, kind=ListKind.HOUSEHOLDS):
    return preview_households(session, cast.bob, kind, [sheet(*lines)])


def _map(session, cast, kind=ListKind.HOUSEHOLDS, **mapping):
    map_titles(session, cast.bob, kind=kind, mapping=mapping)


def test_a_strange_header_is_refused_until_it_is_mapped_and_known_for_the_next_file(session, cast):
    strange = [_renamed(family(n), 门牌="户室编码", 户主姓名="当家人") for n in range(2)]
    with pytest.raises(Invalid) as refusal:
        _look(session, cast, *strange)
    assert (refusal.value.code, refusal.value.params["titles"]) == ("sheet_no_header", "门牌、户主姓名")
    _map(session, cast, 户室编码="door", 当家人="name")
    assert [one.values["name"] for one in _look(session, cast, *strange).added] == ["赵平", "钱平"]
    assert [one.values["name"] for one in _look(session, cast, strange[1]).added] == ["钱平"]


def test_usual_titles_are_still_known_after_others_were_mapped(session, cast):
    _map(session, cast, 户室编码="door")
    assert len(_look(session, cast, family(0)).added) == 1


def test_two_titles_may_stand_for_one_field(session, cast):
    _map(session, cast, 户室编码="door")
    _map(session, cast, 房间="door")
    read = [_look(session, cast, _renamed(family(0), 门牌=title)).added[0].values["door"] for title in ("户室编码", "房间")]
    assert read == ["1单元101室"] * 2


def test_a_title_that_was_mapped_goes_before_another_that_might_be_meant(session, cast):
    """Here 户主 says in every line whose household it is, and 姓名 who the person is."""
    line = _renamed(family(0), 户主姓名="姓名") | {"户主": "郑家"}
    assert _look(session, cast, line).added[0].values["name"] == "郑家"
    _map(session, cast, 姓名="name")
    assert _look(session, cast, line).added[0].values["name"] == "赵平"


def test_a_place_can_be_mapped_too(session, cast):
    _map(session, cast, 幢号="building")
    [one] = _look(session, cast, _renamed(family(0), 楼栋="幢号")).added
    assert one.values["unit_id"] == cast.places.buildings[0]


def _own(session, kind=ListKind.HOUSEHOLDS):
    """Field -> the titles that the office has mapped to it."""
    columns = with_own_titles(session, kind, [Column("door", ("门牌",)), Column("note", ("备注",))])
    return {column.key: column.titles[1:] for column in columns if column.titles[1:]}


def test_titles_are_mapped_for_households_and_for_shops_apart(session, cast):
    _map(session, cast, 户室编码="door")
    assert _own(session) == {"door": ("户室编码",)}
    assert _own(session, ListKind.MERCHANTS) == {}


def test_a_title_that_is_mapped_anew_stands_for_the_new_field(session, cast):
    _map(session, cast, 编码="door")
    _map(session, cast, 编码="note")
    assert _own(session) == {"note": ("编码",)}


def test_mapping_is_recorded_by_its_fields(session, cast):
    _map(session, cast, 户室编码="door", 当家人="name")
    assert journal(session, "titles_mapped") == [{"kind": "households", "fields": ["door", "name"]}]


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_usual_title_of_every_column_is_recognised(session, cast, kind):
    columns, line = KINDS[kind]
    usual = {title: column.key for column in columns for title in line if title in column.titles}
    where = {key: title for title, key in usual.items()}
    for column in columns:
        for title in column.titles if column.key in where else ():
            table = _look(session, cast, _renamed(line, **{where[column.key]: title}), kind=kind).table
            assert table.titles[table.places[column.key]] == title


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_empty_template_is_understood_once_it_is_filled_in(session, cast, kind):
    """Its titles are the first of each column; every one of them finds its own column again."""
    columns = columns_for(session, current_scheme(session), kind)
    titles = [column.titles[0] for column in columns]
    values = {"door": "101", "name": "赵平", "title": "小店", "community": "松风社区", "estate": "松风苑", "building": "1号楼"}
    filled = Sheet("模板", [list(titles), [values.get(column.key, "") for column in columns]])
    preview = preview_households(session, cast.bob, kind, [filled])
    assert (preview.problems, len(preview.added)) == ((), 1)
    assert preview.table.places == {column.key: n for n, column in enumerate(columns)}


def test_applicants_units_and_stewards_in_office_are_mapped_in_the_same_way(session, cast):
    strange = {ListKind.UNITS: "片名", ListKind.APPLICANTS: "当事人", ListKind.STEWARDS: "同志"}
    fields = {ListKind.UNITS: "community", ListKind.APPLICANTS: "name", ListKind.STEWARDS: "name"}
    scheme = current_scheme(session)
    for kind, title in strange.items():
        map_titles(session, cast.bob, kind=kind, mapping={title: fields[kind]})
    columns = {
        ListKind.UNITS: columns_of_units(session, scheme), ListKind.APPLICANTS: applicant_columns(session, scheme),
        ListKind.STEWARDS: steward_columns(session, scheme),
    }  # fmt: skip
    for kind, title in strange.items():
        assert [c.key for c in columns[kind] if title in c.titles] == [fields[kind]], kind


def test_whoever_may_not_bring_a_kind_of_list_in_maps_none_of_its_titles(session, cast):
    with pytest.raises(NotAllowed):
        map_titles(session, cast.alice, kind=ListKind.STEWARDS, mapping={"同志": "name"})
