"""Households and shops as spreadsheets bring them, compared with the ledger: added, changed, gone, the same, or wrong."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from db.actor import Actor
from db.errors import Invalid
from db.ledger.checks import check_household, check_member, door_key
from db.ledger.compared import Arrival, Difference, LedgerPreview, MissingPerson, difference, missing_people
from db.ledger.models.households import HouseholdIn, HouseholdKind, MemberIn
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import KnownHousehold, known_households
from db.office.column_titles import with_own_titles
from db.office.models import ListKind
from db.office.queries import current_scheme, refuse_in_demo
from db.office.unit_import import UnitFinder, place_columns
from db.permissions import require
from db.scheme import Scheme
from db.spreadsheets import Column, Problem, Row, Severity, Sheet, find_table

_PERSON = (
    Column("id_number", ("户主身份证号", "身份证号码", "身份证号", "身份证", "公民身份号码", "证件号码")),
    Column("phone", ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式")),
    Column("note", ("备注", "说明")),
)
FAMILY_COLUMNS = (
    Column("door", ("门牌", "门牌号", "房号", "户号", "门号", "房屋地址", "详细地址", "住址", "地址"), is_needed=True),
    Column("name", ("户主姓名", "户主", "姓名"), is_needed=True),
    Column("relation", ("与户主关系", "家庭关系", "户内关系")),
    Column("n_people", ("家庭人口", "家庭人口数", "人口数", "人口", "家庭人数")),
    Column("n_party", ("党员人数", "党员数", "家庭党员数")),
    Column("care", ("重点对象", "重点人群", "特殊人群", "特殊群体", "重点关爱对象", "重点管理服务对象", "人员标签")),
    Column("needs", ("语言或听力", "沟通需要", "语言听力")),
    Column("contact", ("联系偏好", "方便联系时间", "联系方式偏好")),
    *_PERSON,
)
MERCHANT_COLUMNS = (
    Column("title", ("商户名称", "店名", "门店名称", "商铺名称", "单位名称", "字号"), is_needed=True),
    Column("door", ("地址", "经营地址", "门牌", "门牌号", "详细地址"), is_needed=True),
    Column("name", ("经营者", "负责人", "店主", "经营者姓名", "联系人", "法定代表人")),
    Column("trade", ("行业", "经营类别", "业态", "经营范围")),
    Column("n_staff", ("从业人数", "员工数", "从业人员数", "员工人数")),
    Column("contact", ("联系偏好", "方便联系时间")),
    *_PERSON,
)
COLUMNS = {ListKind.HOUSEHOLDS: FAMILY_COLUMNS, ListKind.MERCHANTS: MERCHANT_COLUMNS}
KINDS = {ListKind.HOUSEHOLDS: HouseholdKind.FAMILY, ListKind.MERCHANTS: HouseholdKind.MERCHANT}
_TEXTS = HouseholdIn.model_fields.keys() - {"kind", "unit_id", "care"}
_HEAD = ("", "户主", "本人")
_COLUMN_OF = {"unit_id": "door"}
Place = tuple[int, str]


def columns_for(session: Session, scheme: Scheme, kind: ListKind) -> list[Column]:
    """The columns of a kind of list, by their usual titles and by the office's own."""
    return with_own_titles(session, kind, [*COLUMNS[kind], *place_columns(scheme, len(scheme.levels) - 1)])


class _Care:
    """Words for special groups -> their keys."""

    def __init__(self, scheme: Scheme) -> None:
        self.keys = {word: group.key for group in scheme.special_groups for word in group.known_as}

    def read(self, text: str) -> list[str]:
        words = [word for word in re.split(r"[、，,;；/\s]+", text) if word and word not in ("无", "否")]
        return [self.keys.get(word, word) for word in words]


def _given(row: Row, kind: HouseholdKind, unit_id: int | None, care: _Care, has_care: bool) -> HouseholdIn:
    texts = {key: row.text(key) for key in _TEXTS & row.cells.keys()}
    return HouseholdIn(kind=kind, unit_id=unit_id, care=care.read(row.text("care")) if has_care else None, **texts)


class _Reading:
    """Goes through the rows of one list, keeping what is sound and every problem."""

    def __init__(
        self, session: Session, actor: Actor, kind: ListKind, sheets: Sequence[Sheet], replaced: Mapping[str, str]
    ) -> None:
        self.scheme, self.kind = current_scheme(session), KINDS[kind]
        self.table = find_table(sheets, columns_for(session, self.scheme, kind))
        levels = [level for level in self.scheme.levels[1:] if level.key in self.table.places]
        if not levels:
            raise Invalid("sheet_no_header", "file", titles=self.scheme.levels[-1].zh)
        depth = max(self.scheme.level_depth(level.key) for level in levels)
        self.units = UnitFinder(session, actor, self.scheme.levels[1 : depth + 1], replaced)
        self.care, self.has_care = _Care(self.scheme), "care" in self.table.places
        self.problems: list[Problem] = []
        self.heads: dict[Place, tuple[Row, dict[str, Any]]] = {}
        self.members: dict[Place, list[tuple[Row, dict[str, Any]]]] = {}
        self.twice: set[Place] = set()
        self.wrong_places: set[Place] = set()

    def take(self, row: Row) -> None:
        unit = self.units.find(self.table, row)
        if isinstance(unit, Problem):
            self.problems.append(unit)
            return
        place = unit.id, door_key(row.text("door"), row.text("title"))
        if self._lost_digits(row):
            self.wrong_places.add(place)
        elif row.text("relation") not in _HEAD:
            self._member(row, place)
        else:
            self._head(row, unit.id, place)

    def _lost_digits(self, row: Row) -> bool:
        is_lost = isinstance(row.cells.get("id_number"), float | int)
        if is_lost:
            self.problems.append(self.table.problem(row, "id_number", "id_lost_digits"))
        return is_lost

    def _head(self, row: Row, unit_id: int, place: Place) -> None:
        try:
            values = check_household(self.scheme, _given(row, self.kind, unit_id, self.care, self.has_care))
        except Invalid as refusal:
            self._refuse(row, refusal)
            self.wrong_places.add(place)
            return
        if place in self.heads:
            self.twice.add(place)
            self.problems.append(self._twin(row, self.heads[place][0]))
        else:
            self.heads[place] = row, values

    def _member(self, row: Row, place: Place) -> None:
        if not row.text("door"):
            self.problems.append(self.table.problem(row, "door", "door_missing"))
            return
        given = MemberIn(
            name=row.text("name"), relation=row.text("relation"), id_number=row.text("id_number"), phone=row.text("phone"),
            note=row.text("note"),
        )  # fmt: skip
        try:
            member = check_member(given)
        except Invalid as refusal:
            self._refuse(row, refusal)
            self.wrong_places.add(place)
        else:
            self.members.setdefault(place, []).append((row, member))

    def _refuse(self, row: Row, refusal: Invalid) -> None:
        for wrong in refusal.all:
            key = _COLUMN_OF.get(wrong.field or "", wrong.field or "name")
            self.problems.append(self.table.problem(row, key, wrong.code, **wrong.params))

    def _twin(self, row: Row, other: Row) -> Problem:
        return self.table.problem(row, "door", "door_twice", other_row=other.number)

    def close(self) -> None:
        """A door that stands twice is nobody's until the clerk says which line is right; in whatever order they stand."""
        for place in self.twice:
            row, _ = self.heads.pop(place)
            later = next(p for p in self.problems if p.code == "door_twice" and p.params["other_row"] == row.number)
            self.problems.append(self.table.problem(row, "door", "door_twice", other_row=later.row))
        self.wrong_places |= self.twice
        for row, values in self.heads.values():
            if values["n_people"] is not None and (values["n_party"] or 0) > values["n_people"]:
                self.problems.append(self.table.problem(row, "n_party", "party_over_people", Severity.WARNING))
        people = [*self.heads.values(), *(one for at_door in self.members.values() for one in at_door)]
        ids = Counter(values["id_index"] for _, values in people if values["id_index"])
        for row, values in people:
            if ids[values["id_index"]] > 1:
                self.problems.append(self.table.problem(row, "id_number", "id_at_other_door", Severity.WARNING))

    def without_household(self, known: Collection[Place]) -> None:
        """People at a door that has no sound line of its own and that the ledger does not know: they wait with its line."""
        for place in self.members.keys() - self.heads.keys():
            if place in self.twice or place not in known:
                for row, _ in self.members.pop(place):
                    self.problems.append(self.table.problem(row, "door", "household_not_found"))


Compared = tuple[list[Arrival], list[Difference], int]


def _compared(reading: _Reading, here: Sequence[KnownHousehold]) -> Compared:
    by_place = {(known.unit_id, known.door_key): known for known in here}
    reading.without_household(by_place.keys())
    added, changed, n_same = [], [], 0
    for place in dict.fromkeys((*reading.heads, *reading.members)):
        known, members = by_place.get(place), reading.members.get(place, [])
        row, values = reading.heads.get(place) or (members[0][0], {})
        people = tuple(member for _, member in members)
        if known is None:
            added.append(Arrival(row.number, values, people))
        elif found := difference(reading.table.places, known, row, values, people):
            changed.append(found)
        else:
            n_same += 1
    return added, changed, n_same


def _gone_people(reading: _Reading, here: Sequence[KnownHousehold]) -> Iterator[MissingPerson]:
    """Only of a list that names the people of households, and only at doors whose lines are sound."""
    for known in here if reading.members else ():
        place = known.unit_id, known.door_key
        if known.members and place in reading.heads and place not in reading.wrong_places:
            yield from missing_people(known, [member for _, member in reading.members.get(place, [])])


def _gone(reading: _Reading, here: Sequence[KnownHousehold]) -> Iterator[KnownHousehold]:
    """Those of the ledger, in units that the list speaks of, which the list does not have."""
    told = reading.heads.keys() | reading.members.keys() | reading.wrong_places
    units = {unit_id for unit_id, _ in told}
    return (known for known in here if known.unit_id in units and (known.unit_id, known.door_key) not in told)


def preview_households(
    session: Session, actor: Actor, kind: ListKind, sheets: Sequence[Sheet], *, replaced: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LedgerPreview:  # fmt: skip
    """Reads without writing; `progress` hears how many rows of how many are done. Raises `Invalid` without a header."""
    require(actor, LedgerPermission.IMPORT_HOUSEHOLDS)
    refuse_in_demo(session)
    reading = _Reading(session, actor, kind, sheets, replaced or {})
    for n, row in enumerate(reading.table.rows):
        if progress and n % 500 == 0:
            progress(n, len(reading.table.rows))
        reading.take(row)
    reading.close()
    here = known_households(session, actor, KINDS[kind])
    added, changed, n_same = _compared(reading, here)
    problems = sorted(reading.table.unread() + reading.problems, key=lambda problem: (problem.row, problem.column))
    return LedgerPreview(
        kind, reading.table, tuple(added), tuple(changed), tuple(_gone(reading, here)), n_same, tuple(problems),
        reading.units.strangers, tuple(_gone_people(reading, here)),
    )  # fmt: skip


def shown_care(scheme: Scheme, care: str | None, language: str) -> str:
    """Sealed keys as the words of the scheme."""
    names = {group.key: group.text(language) for group in scheme.special_groups}
    return "、".join(names.get(key, key) for key in json.loads(care or "[]"))
