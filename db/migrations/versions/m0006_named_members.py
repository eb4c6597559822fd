"""Old or infirm party members whom stewards look after by name, who looks after them, and visits to them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_OPEN = sa.text("ended_on IS NULL")


def _text(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _closed_list(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _names(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}")) for column, target in columns.items()]


def upgrade() -> None:
    _members()
    _care()
    _visits()


def _members() -> None:
    op.create_table(
        "named_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", _closed_list("namedstatus", "here", "moved", "died", "no_longer"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column("door_key", _text(170), nullable=False),
        sa.Column("name", _text(50), nullable=False),
        sa.Column("pinyin", _text(200), nullable=False),
        sa.Column("initials", _text(50), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("need", sa.LargeBinary(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *_names("named_member", household_id="household.id", unit_id="unit.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_member")),
    )
    op.create_index("ix_named_member_household_id", "named_member", ["household_id"])
    op.create_index("ix_named_member_list", "named_member", ["status", "unit_id", "door_key", "id"])


def _care() -> None:
    op.create_table(
        "named_care",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        *_names("named_care", given_by="app_user.id", member_id="named_member.id", steward_id="steward.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_care")),
    )
    op.create_index("ix_named_care_member_id", "named_care", ["member_id"])
    op.create_index("ix_named_care_steward", "named_care", ["steward_id", "ended_on", "member_id"])
    op.create_index("uq_named_care_open", "named_care", ["member_id"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)


def _visits() -> None:
    op.create_table(
        "named_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", _closed_list("visitstatus", "stands", "withdrawn"), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", _closed_list("outcome", "met", "nobody_home", "not_convenient", "moved"), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        *_names("named_visit", member_id="named_member.id", steward_id="steward.id", unit_id="unit.id", user_id="app_user.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_visit")),
    )
    op.create_index("ix_named_visit_member", "named_visit", ["member_id", "visited_on", "id"])
    op.create_index("ix_named_visit_steward", "named_visit", ["steward_id", "visited_on", "id"])
    op.create_table(
        "named_draft",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_names("named_draft", member_id="named_member.id", user_id="app_user.id"),
        sa.PrimaryKeyConstraint("user_id", "member_id", name=op.f("pk_named_draft")),
    )
