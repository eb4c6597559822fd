"""What will stand on a sheet, asked for before it is printed."""

from db.visits.commands.paper_sheets import make_sheets
from db.visits.queries.paper_sheets import sheet_lines, texts_on_sheets
from tests.visits.households import a_steward_with_households


def test_names_and_doors_of_a_sheet_are_told_heads_only_where_they_are_printed_and_to_nobody_else(session, cast):
    steward_id, _ = a_steward_with_households(session, cast)
    made = make_sheets(session, cast.bob, steward_id=steward_id)
    lines = sheet_lines(session, cast.bob, made[0])
    plain = texts_on_sheets(session, cast.bob, made, with_heads=False)
    with_heads = texts_on_sheets(session, cast.bob, made, with_heads=True)
    assert {line.door for line in lines} <= set(plain)
    assert ({line.name for line in lines} & set(plain), {line.name for line in lines} <= set(with_heads)) == (set(), True)
    assert texts_on_sheets(session, cast.charlie, made, with_heads=True) == []
