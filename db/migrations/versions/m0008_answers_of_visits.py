"""Answers to a round go with the visit at which they were given; a must-visit knows after which visit it was asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ROW = sa.table("round_household", *map(sa.column, ("visit_id", "round_id", "household_id", "answers", "answered_visit_id")))
_ANSWERS = sa.table("visit_answers", *map(sa.column, ("visit_id", "round_id", "said")))
_MUST = sa.table("must_visit", *map(sa.column, ("id", "mark", "asked_after")))
_HAND = """
    UPDATE must_visit SET asked_after = (
        SELECT coalesce(max(v.id), 0) FROM visit v
        WHERE v.household_id = must_visit.household_id AND v.visited_on = must_visit.arose_on
    ) WHERE status = 'open' AND source = 'by_hand'
"""


def upgrade() -> None:
    op.create_table(
        "visit_answers",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_answers_visit_id")),
        sa.ForeignKeyConstraint(["round_id"], ["visit_round.id"], name=op.f("fk_visit_answers_round_id")),
        sa.PrimaryKeyConstraint("visit_id", "round_id", name=op.f("pk_visit_answers")),
    )
    op.add_column("must_visit", sa.Column("asked_after", sa.Integer(), nullable=False, server_default="0"))
    _know_who_asked()
    with op.batch_alter_table("round_household") as rows:
        rows.add_column(sa.Column("answered_visit_id", sa.Integer()))
        rows.add_column(sa.Column("stands_in", sa.Boolean(), nullable=False, server_default=sa.false()))
        rows.create_foreign_key(op.f("fk_round_household_answered_visit_id"), "visit", ["answered_visit_id"], ["id"])
    _carry_answers()
    op.drop_column("round_household", "answers")


def _know_who_asked() -> None:
    write = op.get_bind()
    marks = write.execute(sa.select(_MUST.c.id, _MUST.c.mark).where(_MUST.c.mark.startswith("visit:")))
    # Asked by hand and still open: what had been written of that day before did not do it, and does not now.
    write.execute(sa.text(_HAND))
    asked = [{"of": id_, "visit": int(mark.split(":")[1])} for id_, mark in marks]
    if asked:
        this = _MUST.c.id == sa.bindparam("of")
        write.execute(sa.update(_MUST).where(this).values(asked_after=sa.bindparam("visit")), asked)


def _carry_answers() -> None:
    """Sealed as they were: the column's name in the seal stays."""
    answered = sa.and_(_ROW.c.answers.is_not(None), _ROW.c.visit_id.is_not(None))
    carried = sa.select(_ROW.c.visit_id, _ROW.c.round_id, _ROW.c.answers).where(answered)
    op.execute(sa.insert(_ANSWERS).from_select(["visit_id", "round_id", "said"], carried))
    op.execute(sa.update(_ROW).where(answered).values(answered_visit_id=_ROW.c.visit_id))
