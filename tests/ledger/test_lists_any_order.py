"""Whatever order the rows of a file stand in, the ledger is the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.office.models import ListKind
from tests.ledger.households import counts_agree
from tests.ledger.lists import content, family, look, number, relative, shop, take

# Ids follow the order of the rows; a list is another batch each time.
BUT = ("version", "id", "household_id", "batch_id")
BEFORE = [family(0), relative(0, "配偶", "孙和", number(20)), family(1), family(6)]
ROWS = [
    family(0, 家庭人口=5.0), relative(0, "配偶", "孙和", number(20)), relative(0, "儿子", "赵小"), family(1),
    family(2), relative(2, "配偶", "郑和", number(21)), relative(2, "女儿", "孙小"), family(3, 联系电话="1"),
    relative(3, "配偶", "周和"), family(4), family(5, 门牌="2单元101室"), relative(4, "母亲", "吴和"),
    family(7, 户主身份证号=number(2)), relative(8, "父亲", "王和"), relative(6, "配偶", "李和", number(22)),
    family(9, 楼栋="2号楼"), family(10, 楼栋="99号楼"), relative(7, "孙子", ""),
]  # fmt: skip
"""A change, somebody new at it, the same, new ones, a door that stands twice, wrong lines, and people of each."""
SHOPS = [shop(0), shop(1), shop(2, 地址="正街1号"), shop(3, 商户名称="平安小店0", 地址="正街1号"), shop(4, 从业人数="许多")]

unhurried = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _taken(session, actor, rows, kind=ListKind.HOUSEHOLDS):
    """The ledger after a list, which is rolled back again; and whether the summaries were right."""
    point = session.begin_nested()
    take(session, actor, *rows, kind=kind)
    held = content(session, but=BUT), counts_agree(session)
    point.rollback()
    session.expire_all()
    return held


@unhurried
@given(st.permutations(ROWS))
def test_any_order_of_rows_gives_the_same_ledger(session, cast, rows):
    point = session.begin_nested()
    take(session, cast.bob, *BEFORE)
    expected = _taken(session, cast.bob, ROWS)
    assert _taken(session, cast.bob, rows) == expected
    assert expected[1]
    point.rollback()
    session.expire_all()


@unhurried
@given(st.permutations(SHOPS))
def test_any_order_of_shops_gives_the_same_ledger(session, cast, rows):
    expected = _taken(session, cast.bob, SHOPS, ListKind.MERCHANTS)
    assert _taken(session, cast.bob, rows, ListKind.MERCHANTS) == expected
    assert expected[1]


@unhurried
@given(st.permutations(ROWS))
def test_any_order_of_rows_has_the_same_rows_wrong_and_the_same_households_gone(session, cast, rows):
    def said(given_rows):
        preview = look(session, cast.bob, *given_rows)
        wrong = sorted(str(sorted(row.cells.items())) for row in preview.problem_rows)
        return wrong, len(preview.added), len(preview.changed), sorted(known.name for known in preview.gone)

    point = session.begin_nested()
    take(session, cast.bob, *BEFORE, family(11))
    assert said(rows) == said(ROWS)
    point.rollback()
    session.expire_all()


@unhurried
@given(st.permutations(ROWS))
def test_a_list_in_any_order_changes_nothing_after_the_same_list(session, cast, rows):
    point = session.begin_nested()
    take(session, cast.bob, *ROWS)
    again = look(session, cast.bob, *rows)
    assert (again.added, again.changed, again.gone) == ((), (), ())
    point.rollback()
    session.expire_all()
