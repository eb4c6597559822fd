"""Units from spreadsheets: as the offices' files have them, twice without harm, problems by cell."""

from contextlib import suppress

import pytest
from sqlmodel import Session

from db.actor import Actor, Role
from db.engine import session as write_block
from db.errors import Invalid, NotAllowed, RuleError
from db.office.commands.set_up import set_up_office
from db.office.commands.units import close_unit, import_units, rename_unit
from db.office.models import OfficeIn
from db.office.queries import find_unit, root_unit, unit_names, units_under
from db.office.unit_import import preview_units
from db.spreadsheets import Severity, read_sheets
from tests.cast import PASSWORD
from tests.core.workbooks import xlsx

HEADER = ["镇（街道）", "社区（村）", "小区（网格）", "楼栋"]


def preview(session, actor, *rows, **how):
    return preview_units(session, actor, read_sheets(xlsx(HEADER, *rows, **how)))


def problems(found):
    return [(problem.address, problem.code) for problem in found.problems]


def counts(found):
    return found.n_rows, found.n_accepted, found.n_known, len(found.problems)


def test_the_file_of_the_town_brings_what_is_not_there_yet(session, cast, shared):
    found = preview_units(session, cast.bob, read_sheets((shared / "units_nanzheng.xlsx").read_bytes()))
    assert counts(found) == (60, 55, 5, 0)
    assert import_units(session, cast.bob, preview=found) == len(found.new)
    assert len(units_under(session, root_unit(session).path)) == 11 + len(found.new)


def test_the_same_file_a_second_time_adds_nothing(session, cast, shared):
    sheets = read_sheets((shared / "units_nanzheng.xlsx").read_bytes())
    import_units(session, cast.bob, preview=preview_units(session, cast.bob, sheets))
    again = preview_units(session, cast.bob, sheets)
    assert (counts(again), import_units(session, cast.bob, preview=again)) == ((60, 0, 60, 0), 0)


def test_three_thousand_micro_grids_come_in_at_once(fresh, shared):
    sheets = read_sheets((shared / "units_jili.xlsx").read_bytes())
    with write_block(fresh) as block:
        clerk = set_up_office(
            block, office=OfficeIn(name="示范街道", preset="jili", login="ada", admin_name="安大姐", password=PASSWORD)
        )
        found = preview_units(block, clerk, sheets)
        assert (counts(found), import_units(block, clerk, preview=found)) == ((3040, 3040, 0, 0), 13 + 130 + 3040)
    with Session(fresh) as block:
        depths = [unit.depth for unit in units_under(block, clerk.unit_path)]
        assert [depths.count(depth) for depth in range(4)] == [1, 13, 130, 3040]
        assert (preview_units(block, clerk, sheets).n_accepted, depths) == (0, sorted(depths))


def test_an_imported_unit_hangs_where_its_row_says(session, cast):
    import_units(session, cast.bob, preview=preview(session, cast.bob, ["示范镇", "东关社区", "听涛苑", "3号楼"]))
    newest = units_under(session, root_unit(session).path)[-1]
    paths = [unit.path for unit in units_under(session, root_unit(session).path) if unit.name == "3号楼"]
    assert (unit_names(session, paths), newest.depth) == ({paths[0]: "东关社区 听涛苑 3号楼"}, 3)


def test_rows_may_be_merged_and_may_end_at_any_level(session, cast):
    found = preview(
        session,
        cast.bob,
        ["示范镇", "东关社区", "听涛苑", "1号楼"],
        [None, None, None, "2号楼"],
        ["示范镇", "西关社区", None, None],
        merged=["A2:A3", "B2:B3", "C2:C3"],
    )
    assert found.new == (
        ("东关社区",),
        ("东关社区", "听涛苑"),
        ("东关社区", "听涛苑", "1号楼"),
        ("东关社区", "听涛苑", "2号楼"),
        ("西关社区",),
    )


def test_a_preview_writes_nothing(session, cast):
    before = units_under(session, root_unit(session).path)
    preview(session, cast.bob, ["示范镇", "东关社区", "听涛苑", "1号楼"])
    assert units_under(session, root_unit(session).path) == before


def test_a_row_that_leaves_out_a_level_is_a_problem_at_that_cell(session, cast):
    found = preview(session, cast.bob, ["示范镇", "东关社区", None, "1号楼"], ["示范镇", None, "听涛苑", "1号楼"], ["示范镇"])
    assert (problems(found), found.n_accepted) == (
        [("C2", "unit_missing"), ("B3", "unit_missing"), ("B4", "unit_missing")],
        0,
    )


def test_a_name_that_is_too_long_is_a_problem_at_its_cell(session, cast):
    assert problems(preview(session, cast.bob, ["示范镇", "东关社区", "苑" * 61, None])) == [("C2", "unit_name_long")]


def test_a_row_of_another_town_is_a_problem_and_the_good_rows_go_in(session, cast):
    found = preview(session, cast.bob, ["示范镇", "东关社区"], ["邻镇", "西关社区"])
    assert (problems(found), found.new) == ([("A3", "unit_other_town")], (("东关社区",),))


def test_a_file_whose_town_has_another_name_throughout_is_taken_with_a_warning(session, cast):
    found = preview(session, cast.bob, ["示范街道", "东关社区"], ["示范街道", "西关社区"])
    [warning] = found.problems
    assert (warning.code, warning.severity, found.n_accepted) == ("unit_town_differs", Severity.WARNING, 2)


def test_a_file_without_the_towns_column_is_taken(session, cast):
    found = preview_units(session, cast.bob, read_sheets(xlsx(["社区", "小区", "楼栋"], ["东关社区", "听涛苑", "1号楼"])))
    assert counts(found) == (1, 1, 0, 0)


def test_a_footer_under_the_units_does_not_keep_them_out(session, cast):
    found = preview(
        session,
        cast.bob,
        ["示范街道", "东关社区"],
        ["示范街道", "西关社区"],
        ["填报人：赵大    审核人：钱二"],
        merged=["A4:D4"],
    )
    assert found.new == (("东关社区",), ("西关社区",))


def test_a_unit_twice_in_one_file_is_one_unit(session, cast):
    found = preview(session, cast.bob, *[["示范镇", "东关社区", "听涛苑", " 1号楼"]] * 2)
    assert (found.n_accepted, found.n_known, import_units(session, cast.bob, preview=found)) == (1, 1, 3)


def test_a_file_about_something_else_is_refused(session, cast):
    with pytest.raises(Invalid) as caught:
        preview_units(session, cast.bob, read_sheets(xlsx(["姓名", "电话"], ["王一", "1"])))
    assert caught.value.code == "sheet_no_header"


def test_nobody_but_clerk_and_administrator_brings_units_in(session, cast):
    found = preview(session, cast.bob, ["示范镇", "东关社区"])
    for command in (
        lambda: preview(session, cast.alice, ["示范镇", "东关社区"]),
        lambda: import_units(session, cast.alice, preview=found),
    ):
        with pytest.raises(NotAllowed):
            command()


def test_a_clerk_of_one_community_brings_nothing_into_another(session, cast):
    path = find_unit(session, cast.ada, cast.places.willow).path
    clerk = Actor(cast.charlie.user_id, "查书记", Role.CLERK, cast.places.willow, path)
    before = units_under(session, cast.alice.unit_path)
    with suppress(RuleError):
        import_units(session, clerk, preview=preview(session, clerk, ["示范镇", "松风社区", "听涛苑", "1号楼"]))
    assert units_under(session, cast.alice.unit_path) == before


def test_nothing_is_brought_in_under_a_closed_unit(session, cast):
    for unit in (cast.places.willow_building, cast.places.willow_bank):
        close_unit(session, cast.bob, unit_id=unit, seen=1)
    found = preview(session, cast.bob, ["示范镇", "柳河社区", "柳岸家园", "2号楼"])
    assert (found.n_accepted, [problem.code for problem in found.problems]) == (0, ["unit_closed"])


def test_a_preview_that_has_grown_old_is_told_so(session, cast):
    """Between the preview and the press somebody renamed the community that the new units belong to."""
    found = preview(session, cast.bob, ["示范镇", "柳河社区", "新柳苑", "1号楼"])
    rename_unit(session, cast.ada, unit_id=cast.places.willow, name="柳湖社区", seen=1)
    with pytest.raises(RuleError):
        import_units(session, cast.bob, preview=found)
