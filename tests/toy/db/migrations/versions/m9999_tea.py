"""tea"""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "HEAD"


def upgrade() -> None:
    op.create_table(
        "tea_cup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("leaf", sa.String(length=32), nullable=False),
        sa.Column("drunk_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_tea_cup_household_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_tea_cup_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tea_cup")),
    )
    op.create_index(op.f("ix_tea_cup_household_id"), "tea_cup", ["household_id"])
    op.create_table(
        "tea_sum",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("n_cups", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_tea_sum_household_id")),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_tea_sum")),
    )
    op.create_table(
        "tea_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n_thirsty", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_tea_day")),
    )
