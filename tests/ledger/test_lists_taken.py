"""Lists that are taken into the ledger: encrypted, counted, once, whole or not at all."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from db import audit
from db.engine import reading
from db.engine import session as write_block
from db.errors import Invalid, NotFound
from db.ledger.commands.batches import take_list
from db.ledger.models.batches import BatchStatus, LedgerBatch
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus
from db.office import tallies
from db.office.commands.units import close_unit
from db.office.models import ListKind
from db.sql import pick
from tests.ledger.households import counts_agree
from tests.ledger.lists import content, family, household, look, names, number, relative, shop, take
from tests.vetting.at_once import together
from tests.vetting.states import as_stored, everything, journal


def _batch(session, batch_id):
    return session.get_one(LedgerBatch, batch_id)


def test_sound_rows_come_in_as_they_stand(session, cast):
    lines = family(0, 重点对象="独居老人", 语言或听力="听力弱", 联系偏好="晚上", 备注="门铃坏了"), family(1)
    take(session, cast.bob, *lines)
    row = household(session, "赵平")
    assert (row.kind, row.status, row.unit_id) == (HouseholdKind.FAMILY, HouseholdStatus.HERE, cast.places.buildings[0])
    assert (row.door, row.id_number, row.phone, row.pinyin, row.initials) == (
        "1单元101室", number(0), "19900000000", "zhaoping", "zp",
    )  # fmt: skip
    assert (row.n_people, row.n_party, row.care, row.needs, row.contact, row.note) == (
        3, 1, '["living_alone"]', "听力弱", "晚上", "门铃坏了",
    )  # fmt: skip
    assert (names(session), row.missing) == (["赵平", "钱平"], 0)


def test_shops_come_in_as_they_stand(session, cast):
    take(session, cast.bob, shop(0), kind=ListKind.MERCHANTS)
    row = household(session, "赵店主")
    assert (row.kind, row.title, row.door, row.trade, row.n_staff, row.missing) == (
        HouseholdKind.MERCHANT, "平安小店0", "正街1号", "百货", 4, 0,
    )  # fmt: skip


def test_neither_id_number_nor_phone_nor_note_stands_plainly_in_the_database(session, cast):
    take(session, cast.bob, family(0, 备注="门铃坏了三年"), relative(0, "配偶", "孙和", number(1), 联系电话="19911112222"))
    raw = as_stored(session)
    plain = (number(0), number(1), "19900000000", "19911112222", "门铃坏了三年")
    assert [text for text in plain if text.encode() in raw] == []


def test_the_special_groups_of_a_household_are_sealed_and_marked(session, cast):
    take(session, cast.bob, family(0, 重点对象="低保户"))
    [(care, marks)] = session.execute(sa.text("SELECT care, care_marks FROM household")).all()
    assert (b"allowance" in bytes(care), "allowance" in marks, len(marks)) == (False, False, 8)


def test_two_equal_numbers_are_stored_differently_and_found_by_one_index(session, cast):
    take(session, cast.bob, family(0), family(1, 户主身份证号=number(0)))
    rows = session.execute(sa.text("SELECT id_number, id_index FROM household")).all()
    assert (len({bytes(row[0]) for row in rows}), len({row[1] for row in rows})) == (2, 1)


def test_wrong_rows_stay_out_and_the_batch_is_recorded_by_its_counts(session, cast):
    batch_id = take(session, cast.bob, family(0), family(1, 家庭人口="许多"), family(2), file_name="名单.xlsx")
    batch = _batch(session, batch_id)
    assert (batch.n_rows, batch.n_added, batch.n_changed, batch.n_gone, batch.n_problems) == (3, 2, 0, 0, 1)
    assert (batch.file_name, batch.status, batch.user_id) == ("名单.xlsx", BatchStatus.TAKEN, cast.bob.user_id)
    assert journal(session, "list_taken") == [
        {"batch": batch_id, "kind": "households", "n_added": 2, "n_changed": 0, "n_gone": 0}
    ]


def test_the_journal_names_nobody(session, cast):
    take(session, cast.bob, family(0), relative(0, "配偶", "孙和"), file_name="松风苑.xlsx")
    take(session, cast.bob, family(0, 户主姓名="周新"))
    said = str([row.detail for row in audit.page(session, offset=0, limit=100)[0]])
    assert [name for name in ("赵平", "孙和", "周新", number(0)) if name in said] == []


def test_rows_that_are_left_out_stay_out(session, cast):
    take(session, cast.bob, family(0), family(1), family(2), leave_out=[3])
    assert names(session) == ["孙平", "赵平"]


def test_the_summaries_say_how_many_there_are(session, cast):
    take(session, cast.bob, family(0), family(1), family(2, 楼栋="2号楼"))
    take(session, cast.bob, shop(0), kind=ListKind.MERCHANTS)
    assert tallies.totals(session, cast.bob.unit_path) == {"household.here": 3, "merchant.here": 1}
    assert counts_agree(session)


def test_the_same_press_twice_takes_the_list_once(session, cast):
    preview, press = look(session, cast.bob, family(0)), uuid4()
    ids = [take_list(session, cast.bob, preview=preview, request_id=press) for _ in range(2)]
    assert (ids[0], names(session)) == (ids[1], ["赵平"])
    assert session.scalar(sa.select(sa.func.count()).select_from(LedgerBatch)) == 1


def test_a_list_that_was_looked_at_once_and_taken_twice_adds_nobody_the_second_time(session, cast):
    preview = look(session, cast.bob, family(0), relative(0, "配偶", "孙和"))
    take_list(session, cast.bob, preview=preview)
    once = content(session)
    assert _batch(session, take_list(session, cast.bob, preview=preview)).n_added == 0
    assert content(session) == once


def test_a_door_that_was_written_down_since_the_preview_is_not_doubled(session, cast):
    preview = look(session, cast.bob, family(0), family(1))
    take(session, cast.bob, family(0, 户主姓名="后来者"))
    batch = _batch(session, take_list(session, cast.bob, preview=preview))
    assert (batch.n_added, names(session)) == (1, ["后来者", "钱平"])
    assert counts_agree(session)


def test_a_unit_that_was_closed_since_the_preview_takes_no_list(session, cast):
    preview = look(session, cast.bob, family(0), family(1, 楼栋="2号楼"))
    close_unit(session, cast.bob, unit_id=cast.places.buildings[1], seen=1)
    before = everything(session)
    with pytest.raises(NotFound) as refusal:
        take_list(session, cast.bob, preview=preview)
    assert refusal.value.code == "unit_not_found"
    assert everything(session) == before


def test_progress_is_told_of_the_rows_that_come_in(session, cast):
    heard = []
    lines = [family(0, 门牌=f"{n}号", 户主身份证号="") for n in range(2001)]
    take(session, cast.bob, *lines, progress=lambda done, n: heard.append((done, n)))
    assert heard[:2] == [(0, 2001), (2000, 2001)]
    assert counts_agree(session)


def _broken_off(engine, cast, lines, *, at):
    """Takes a list and stops: after so many rows, or, with None, when everything is written."""

    def stop(done, _n):
        if done == at:
            raise Invalid("stopped", "file")

    with write_block(engine) as block:
        take(block, cast.bob, *lines, progress=stop)
        raise Invalid("stopped", "file")


@pytest.mark.parametrize("at", [2000, None], ids=["half-way", "at-the-end"])
def test_a_list_that_is_broken_off_leaves_nothing_behind(engine, cast, at):
    lines = [family(0, 门牌=f"{n}号", 户主身份证号="") for n in range(2001)]
    with write_block(engine) as block:
        before = everything(block)
    with pytest.raises(Invalid):
        _broken_off(engine, cast, lines, at=at)
    with reading(engine) as block:
        assert everything(block) == before


def test_a_list_that_is_committed_is_there_for_everybody(engine, cast):
    with write_block(engine) as block:
        take(block, cast.bob, family(0), relative(0, "配偶", "孙和"))
    with reading(engine) as block:
        assert (names(block), counts_agree(block)) == (["赵平"], True)
        assert block.scalar(pick(sa.func.count()).select_from(Household)) == 1


def test_two_people_who_take_the_same_list_at_once_bring_each_household_once(engine, cast):
    lines = [family(n) for n in range(8)]
    with reading(engine) as block:
        previews = [look(block, actor, *lines) for actor in (cast.bob, cast.alice)]

    def taking(actor, preview):
        return lambda block: _batch(block, take_list(block, actor, preview=preview)).n_added

    added = together(engine, taking(cast.bob, previews[0]), taking(cast.alice, previews[1]))
    with reading(engine) as block:
        assert (sorted(added), len(names(block)), counts_agree(block)) == ([0, 8], 8, True)
