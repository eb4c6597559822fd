"""Lists of households and shops: looked at, taken whole or not at all, undone while nothing builds on them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, NotFound
from db.idempotency import once
from db.ledger import events
from db.ledger.checks import missing_bits
from db.ledger.columns import ENDED_CARE
from db.ledger.commands.assign import end_care
from db.ledger.commands.changes import note_change
from db.ledger.commands.households import write
from db.ledger.commands.reshape import restore
from db.ledger.compared import Arrival, Difference, LedgerPreview, MissingPerson
from db.ledger.list_columns import KINDS
from db.ledger.models.batches import BatchStatus, LedgerBatch
from db.ledger.models.care import Assignment, ProposalLine, StewardKin
from db.ledger.models.households import ChangeKind, Household, HouseholdChange, HouseholdStatus, Member, MemberStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.counts import here_kind
from db.ledger.queries.households import KnownHousehold
from db.ledger.queries.scope import visible_households
from db.ledger.queries.undoable import built_on
from db.office import tallies
from db.office.models import ListKind
from db.office.queries import refuse_in_demo, units_under
from db.permissions import require
from db.sql import pick, refresh_statistics, table_of
from db.subjects import columns_naming

CHUNK = 2000
_ASKED = ("kind", "name", "phone", "n_people", "n_party", "care")
Progress = Callable[[int, int], None]


def find_batch(session: Session, actor: Actor, batch_id: int) -> LedgerBatch:
    """Raises `NotFound`, also for a list that somebody else brought in, unless the actor works for the whole office."""
    require(actor, LedgerPermission.IMPORT_HOUSEHOLDS)
    batch = session.get(LedgerBatch, batch_id)
    if batch is None or (batch.user_id != actor.user_id and actor.unit_path.count("/") > 2):
        raise NotFound("batch_not_found")
    return batch


def take_list(
    session: Session, actor: Actor, *, preview: LedgerPreview, file_name: str = "", leave_out: Collection[int] = (),
    gone: Collection[int] = (), gone_people: Collection[int] = (), same: Collection[int] = (),
    progress: Progress | None = None, request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Takes what is new and what differs, except rows in `leave_out`, and lets go of the households in `gone` and of the
    members in `gone_people`. Rows in `same` are no new households but those on file at another door of the same unit.

    All of it or nothing: the caller's block commits or does not. Returns the batch's id.
    """
    require(actor, LedgerPermission.IMPORT_HOUSEHOLDS)
    refuse_in_demo(session)
    preview = preview.with_same(set(same))
    _require_places(session, actor, preview)

    def work() -> int:
        return put_list(
            session, actor, preview=preview, file_name=file_name, leave_out=leave_out, gone=gone, gone_people=gone_people,
            progress=progress,
        )  # fmt: skip

    return once(session, request_id, f"take list {actor.user_id}", work)


def put_list(
    session: Session, actor: Actor, *, preview: LedgerPreview, file_name: str = "", leave_out: Collection[int] = (),
    gone: Collection[int] = (), gone_people: Collection[int] = (), progress: Progress | None = None,
) -> int:  # fmt: skip
    """The list itself, for whoever has checked everything; the demo's invented households come in this way."""
    batch = LedgerBatch(
        kind=preview.kind, status=BatchStatus.TAKEN, file_name=file_name[:120], n_rows=preview.n_rows,
        n_problems=len(preview.problem_rows), at=clock.now(), user_id=actor.user_id,
    )  # fmt: skip
    session.add(batch)
    session.flush()
    return _Taking(session, actor, batch, progress).all_of(preview, set(leave_out), set(gone), set(gone_people))


def _require_places(session: Session, actor: Actor, preview: LedgerPreview) -> None:
    """Raises `NotFound` where a unit of the list is closed by now or not the actor's: roles change, too."""
    units = {one.values["unit_id"] for one in preview.added}
    units |= {one.household.unit_id for one in preview.changed} | {one.household.unit_id for one in preview.gone_people}
    units |= {known.unit_id for known in preview.gone}
    if not units <= {unit.id for unit in units_under(session, actor.unit_path)}:
        raise NotFound("unit_not_found")


class _Taking:
    """One list on its way into the ledger."""

    def __init__(self, session: Session, actor: Actor, batch: LedgerBatch, progress: Progress | None) -> None:
        self.session, self.actor, self.batch, self.progress = session, actor, batch, progress
        self.deed_id = uuid4()
        # Household -> its version after what this list changed.
        self.versions: dict[int, int] = {}

    def all_of(self, preview: LedgerPreview, leave_out: set[int], gone: set[int], gone_people: set[int]) -> int:
        added = [one for one in preview.added if one.row not in leave_out]
        changed = [one for one in preview.changed if one.row not in leave_out]
        self.batch.n_added = self._add(self._still_new(added, preview.kind))
        for one in changed:
            self._change(one)
        for missing in preview.gone_people:
            if missing.member.id in gone_people:
                self._person_left(missing)
        self.batch.n_changed = len(self.versions)
        self.batch.n_gone = sum(self._let_go(one) for one in preview.gone if one.id in gone)
        self.session.add(self.batch)
        self.session.flush()
        b = self.batch
        refresh_statistics(self.session, b.n_added)
        event = events.ListTaken(b.id or 0, b.kind.value, b.n_added, b.n_changed, b.n_gone)
        record(self.session, self.actor, event)
        return b.id or 0

    def _still_new(self, added: Sequence[Arrival], kind: ListKind) -> list[Arrival]:
        """Without doors that somebody wrote down since the list was looked at."""
        units = {one.values["unit_id"] for one in added}
        here = sa.and_(col(Household.kind) == KINDS[kind], col(Household.status) == HouseholdStatus.HERE)
        known = {
            (unit_id, key) for unit_id, key in self.session.execute(pick(Household.unit_id, Household.door_key).where(here))
        } if units else set()  # fmt: skip
        return [one for one in added if (one.values["unit_id"], one.values["door_key"]) not in known]

    def _add(self, added: Sequence[Arrival]) -> int:
        today, common = clock.today(), {"status": HouseholdStatus.HERE, "version": 1, "batch_id": self.batch.id}
        for n, chunk in _chunks(added):
            if self.progress:
                self.progress(n, len(added))
            rows = [common | one.values | {"confirmed_on": today} for one in chunk]
            self.session.execute(sa.insert(table_of(Household)), rows)
        self._add_members([(one.values, one.members) for one in added if one.members])
        tallies.add_all(self.session, Counter((one.values["unit_id"], here_kind(one.values["kind"])) for one in added))
        return len(added)

    def _add_members(self, families: Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]) -> None:
        if not families:
            return
        found = pick(Household.unit_id, Household.door_key, Household.id).where(col(Household.batch_id) == self.batch.id)
        ids = {(unit_id, key): household_id for unit_id, key, household_id in self.session.execute(found)}
        rows = [
            {**member, "household_id": ids[family["unit_id"], family["door_key"]], "status": MemberStatus.HERE}
            for family, members in families
            for member in members
        ]
        for _, chunk in _chunks(rows):
            self.session.execute(sa.insert(table_of(Member)), chunk)

    def _change(self, one: Difference) -> None:
        """Not when somebody has changed the household since the list was looked at: theirs stands."""
        row = self._locked(one.household)
        if row is None:
            return
        before = {column: getattr(row, column) for column in one.after}
        after = one.after | {"missing": missing_bits({**{c: getattr(row, c) for c in _ASKED}, **one.after})}
        before["missing"] = row.missing
        self._write(row, after | {"confirmed_on": clock.today()}, before | {"confirmed_on": row.confirmed_on})
        for member in one.members:
            new = Member(household_id=row.id or 0, status=MemberStatus.HERE, **member)
            self.session.add(new)
            self.session.flush()
            self._note_member(row, new, ChangeKind.ADD_MEMBER, None, {"name": new.name})
        for person in one.people:
            self._set_member(row, person.member.id, ChangeKind.CHANGE_MEMBER, person.after)
        self.versions[one.household.id] = row.version

    def _person_left(self, one: MissingPerson) -> None:
        row = self._locked(one.household)
        if row is None:
            return
        row.version += 1
        self._set_member(row, one.member.id, ChangeKind.MEMBER_LEFT, {"status": MemberStatus.MOVED})
        self.versions[one.household.id] = row.version

    def _set_member(self, row: Household, member_id: int, kind: ChangeKind, after: dict[str, Any]) -> None:
        member = self.session.get_one(Member, member_id, populate_existing=True)
        before = {column: getattr(member, column) for column in after}
        for column, value in after.items():
            setattr(member, column, value)
        self.session.add_all((row, member))
        self._note_member(row, member, kind, before, after)

    def _note_member(
        self, row: Household, member: Member, kind: ChangeKind, before: dict[str, Any] | None, after: dict[str, Any]
    ) -> None:
        note_change(
            self.session, self.actor, row, kind, before, after, deed_id=self.deed_id, member_id=member.id,
            batch_id=self.batch.id,
        )  # fmt: skip

    def _let_go(self, one: KnownHousehold) -> int:
        row = self._locked(one)
        if row is None:
            return 0
        before = {"status": row.status, ENDED_CARE: end_care(self.session, self.actor, [one.id])}
        tallies.add(self.session, row.unit_id, here_kind(row.kind), -1)
        self._write(row, {"status": HouseholdStatus.GONE}, before, ChangeKind.LEAVE)
        return 1

    def _locked(self, one: KnownHousehold) -> Household | None:
        row = self.session.get(Household, one.id, populate_existing=True)
        version = self.versions.get(one.id, one.version)
        return row if row and row.version == version and row.status is HouseholdStatus.HERE else None

    def _write(
        self, row: Household, after: dict[str, Any], before: dict[str, Any], kind: ChangeKind = ChangeKind.BRING_IN
    ) -> None:
        for column, value in after.items():
            setattr(row, column, value)
        row.version += 1
        self.session.add(row)
        note_change(self.session, self.actor, row, kind, before, after, deed_id=self.deed_id, batch_id=self.batch.id)


def _chunks(rows: Sequence[Any]) -> Iterator[tuple[int, Sequence[Any]]]:
    for start in range(0, len(rows), CHUNK):
        yield start, rows[start : start + CHUNK]


def undo_list(session: Session, actor: Actor, *, batch_id: int) -> None:
    """The ledger is as it was before the list. Raises `Conflict('batch_built_on')` when something builds on it."""
    batch = find_batch(session, actor, batch_id)
    if batch.status is not BatchStatus.TAKEN:
        raise Conflict("batch_not_taken")
    _require_reach(session, actor, batch_id)
    this = col(HouseholdChange.batch_id) == batch_id
    changes = session.scalars(pick(HouseholdChange).where(this).order_by(col(HouseholdChange.id).desc())).all()
    if n_built := _n_built_on(session, batch_id, changes):
        raise Conflict("batch_built_on", n=n_built)
    deed_id = uuid4()
    for household_id in {c.household_id for c in changes} - {c.household_id for c in changes if c.member_id is None}:
        session.get_one(Household, household_id).version += 1
    for change in changes:
        restore(session, actor, session.get_one(Household, change.household_id), change, deed_id)
    _bury_those_with_a_story(session, actor, batch_id, deed_id)
    _forget_added(session, batch_id)
    batch.status = BatchStatus.UNDONE
    session.add(batch)
    session.flush()
    record(session, actor, events.ListUndone(batch_id, batch.kind.value))


def _require_reach(session: Session, actor: Actor, batch_id: int) -> None:
    """Raises `NotFound` where the list reaches beyond the unit for which the actor works now."""
    changed = pick(HouseholdChange.household_id).where(col(HouseholdChange.batch_id) == batch_id)
    touched = sa.or_(_added(batch_id), col(Household.id).in_(changed))
    if session.scalar(pick(Household.id).where(touched, ~visible_households(actor)).limit(1)) is not None:
        raise NotFound("batch_not_found")


def _added(batch_id: int) -> Any:
    return col(Household.batch_id) == batch_id


def _n_built_on(session: Session, batch_id: int, changes: Sequence[HouseholdChange]) -> int:
    """Households that the list brought or changed and that somebody worked on since, or gave to a steward."""
    columns = (Assignment.household_id, StewardKin.household_id, *columns_naming("household"))
    links = [sa.exists().where(col(link) == Household.id) for link in columns]
    given = set(session.scalars(pick(Household.id).where(_added(batch_id), sa.or_(*links))))
    brought, changed = pick(Household.id).where(_added(batch_id)), pick(HouseholdChange.household_id)
    changed = changed.where(col(HouseholdChange.batch_id) == batch_id)
    theirs = sa.or_(*(col(HouseholdChange.household_id).in_(ids) for ids in (brought, changed)))
    return len(given | built_on(session, theirs, changes[0].id or 0 if changes else 0))


def _bury_those_with_a_story(session: Session, actor: Actor, batch_id: int, deed_id: UUID) -> None:
    """A later list changed them and was undone: the story of that stays, and with it the row, which nobody sees any more."""
    has_story = sa.exists().where(col(HouseholdChange.household_id) == Household.id)
    for row in session.scalars(pick(Household).where(_added(batch_id), has_story)).all():
        tallies.add(session, row.unit_id, here_kind(row.kind), -1)
        gone = {"status": HouseholdStatus.MERGED, "batch_id": None}
        write(session, actor, row, ChangeKind.UNDO, gone, deed_id=deed_id, batch_id=batch_id, undoes=deed_id)


def _forget_added(session: Session, batch_id: int) -> None:
    counted = pick(Household.unit_id, Household.kind, sa.func.count()).where(_added(batch_id))
    rows = session.execute(counted.group_by(col(Household.unit_id), col(Household.kind)))
    tallies.add_all(session, {(unit_id, here_kind(kind)): -n for unit_id, kind, n in rows})
    ids = pick(Household.id).where(_added(batch_id))
    session.execute(sa.delete(Member).where(col(Member.household_id).in_(ids)))
    session.execute(sa.delete(ProposalLine).where(col(ProposalLine.household_id).in_(ids)))
    session.execute(sa.delete(Household).where(_added(batch_id)))
    session.expire_all()
