"""Lists that grow lose their CHECK constraints: a new role, kind or source will rebuild no table (decision 0013)."""

from alembic import op

revision = "0004"
down_revision = "0003"

GO = (
    "audit_event.role", "user_role.role", "application.source", "step_record.stepkind", "step_record.decider",
    "step_record.decided_as", "status_change.role", "objection.objectionchannel", "opinion.channel", "steward_change.role",
    "known_title.listkind", "ledger_batch.listkind", "proposal.householdkind", "proposal_line.why", "household.householdkind",
    "household_change.deed", "household_change.role", "assignment.assignmentkind", "household_day.dayofyear",
    "must_visit.mustsource", "visit_round.roundkind", "visit.visitsource",
)  # fmt: skip


def upgrade() -> None:
    for one in GO:
        table, name = one.split(".")
        # SQLite 3.53, which the program brings, drops a constraint in place: no table is rebuilt, no trigger lost.
        op.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT ck_{table}_{name}')
