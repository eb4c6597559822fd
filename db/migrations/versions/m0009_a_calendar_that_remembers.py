"""What the office says of days is kept with who said it and when; what runs by working days keeps its first end."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_DAY = sa.table("calendar_day", sa.column("day", sa.Date), sa.column("is_working", sa.Boolean), sa.column("note"))
_JOURNAL = sa.table(
    "audit_event", sa.column("id"), sa.column("at", sa.DateTime(timezone=True)), sa.column("user_id"), sa.column("action"),
    sa.column("detail", sa.JSON),
)  # fmt: skip
# Of a day that the journal does not know.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    changes = op.create_table(
        "calendar_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean()),
        sa.Column("note", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer()),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_calendar_change_made_by_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
    )
    if rows := _as_it_stands():
        op.bulk_insert(changes, rows)
    op.drop_table("calendar_day")
    for table, column, end in (("announcement", "first_ends_on", "ends_on"), ("letter", "first_reply_by", "reply_by")):
        op.add_column(table, sa.Column(column, sa.Date(), nullable=False, server_default=date(2000, 1, 1).isoformat()))
        op.execute(f"UPDATE {table} SET {column} = {end}")
    op.add_column("must_visit", sa.Column("n_days", sa.Integer()))


def _as_it_stands() -> list[dict[str, object]]:
    """Every day that the office has set, with the last entry of the journal about it."""
    write = op.get_bind()
    said = sa.select(_JOURNAL.c.detail, _JOURNAL.c.at, _JOURNAL.c.user_id).where(_JOURNAL.c.action == "calendar_day_set")
    last = {detail["day"]: (at, user_id) for detail, at, user_id in write.execute(said.order_by(_JOURNAL.c.id))}
    rows = []
    for day, is_working, note in write.execute(sa.select(_DAY.c.day, _DAY.c.is_working, _DAY.c.note)):
        at, user_id = last.get(day.isoformat(), (_LONG_AGO, None))
        made_at = at if at.tzinfo else at.replace(tzinfo=UTC)
        rows.append({"day": day, "is_working": is_working, "note": note, "made_at": made_at, "made_by": user_id})
    return sorted(rows, key=lambda row: row["made_at"])
