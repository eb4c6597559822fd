"""Failed attempts are counted by name and place: those of one name are found again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("sign_in_guard", sa.Column("of_name", sa.String(length=64)))
    op.create_index(op.f("ix_sign_in_guard_of_name"), "sign_in_guard", ["of_name"])
