"""A must-visit may end as not made; excuses of missing replies that others took the place of."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute("ALTER TABLE must_visit DROP CONSTRAINT ck_must_visit_muststatus")
    op.execute(
        "ALTER TABLE must_visit ADD CONSTRAINT ck_must_visit_muststatus CHECK (status IN ('open', 'done', 'dropped', 'not_made'))"
    )
    op.add_column("must_visit", sa.Column("ends_on", sa.Date()))
    op.create_table(
        "former_excuse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("excuse", sa.LargeBinary(), nullable=False),
        sa.Column("excused_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_former_excuse_opinion_id_opinion")),
        sa.ForeignKeyConstraint(["excused_by"], ["app_user.id"], name=op.f("fk_former_excuse_excused_by_app_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_excuse")),
    )
    op.create_index(op.f("ix_former_excuse_opinion_id"), "former_excuse", ["opinion_id"])
