"""Meetings, what was decided, and how it went on."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def _closed_list(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _meeting()
    _agenda_item()
    _meeting_party()
    _meeting_step()
    _attendee()
    _hand_count()
    _meeting_decision()
    _decision_step()


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("scheme_version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("chair", sa.LargeBinary(), nullable=True),
        sa.Column("recorder", sa.LargeBinary(), nullable=True),
        sa.Column("party_discussed_on", sa.Date(), nullable=True),
        sa.Column("is_party_discussed", sa.Boolean(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_meeting_made_by")),
        sa.ForeignKeyConstraint(["scheme_version_id"], ["scheme_version.id"], name=op.f("fk_meeting_scheme_version_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_meeting_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_list"), "meeting", ["status", "unit_id", "on_day", "id"])
    op.create_index(op.f("ix_meeting_unit_id"), "meeting", ["unit_id"])


def _agenda_item() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("talk_over", sa.String(length=40), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("minutes", sa.LargeBinary(), nullable=True),
        sa.Column("minutes_version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("is_personal", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_agenda_item_point_id")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("uq_agenda_item_meeting_id_position")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_point_id"), "agenda_item", ["point_id"])


def _meeting_party() -> None:
    op.create_table(
        "meeting_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_party_meeting_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_meeting_party_partner_id")),
        sa.UniqueConstraint("meeting_id", "key", name=op.f("uq_meeting_party_meeting_id_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_party")),
    )


def _meeting_step() -> None:
    op.create_table(
        "meeting_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("move", sa.String(length=32), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=True),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_step_meeting_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_meeting_step_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_step")),
    )
    op.create_index(op.f("ix_meeting_step_meeting_id"), "meeting_step", ["meeting_id"])


def _attendee() -> None:
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("came_by", _closed_list("cameby", "tapped", "paper"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendee_meeting_id")),
        sa.ForeignKeyConstraint(["party_id"], ["meeting_party.id"], name=op.f("fk_attendee_party_id")),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_attendee_steward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
    )
    op.create_index(op.f("ix_attendee_meeting_id"), "attendee", ["meeting_id"])


def _hand_count() -> None:
    op.create_table(
        "hand_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("n_for", sa.Integer(), nullable=False),
        sa.Column("n_against", sa.Integer(), nullable=False),
        sa.Column("n_abstained", sa.Integer(), nullable=False),
        sa.Column("counter_1", sa.LargeBinary(), nullable=False),
        sa.Column("counter_2", sa.LargeBinary(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"], name=op.f("fk_hand_count_by")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_hand_count_item_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["hand_count.id"], name=op.f("fk_hand_count_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_count")),
    )
    op.create_index(op.f("ix_hand_count_item_id"), "hand_count", ["item_id"])


def _meeting_decision() -> None:
    op.create_table(
        "meeting_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_meeting_decision_item_id")),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_meeting_decision_made_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_decision_meeting_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["app_user.id"], name=op.f("fk_meeting_decision_owner_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_meeting_decision_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_decision")),
    )
    op.create_index(op.f("ix_meeting_decision_item_id"), "meeting_decision", ["item_id"])
    op.create_index(op.f("ix_meeting_decision_meeting_id"), "meeting_decision", ["meeting_id"])
    op.create_index(op.f("ix_meeting_decision_open"), "meeting_decision", ["status", "unit_id", "due_on"])
    op.create_index(op.f("ix_meeting_decision_owner"), "meeting_decision", ["owner_id", "status"])


def _decision_step() -> None:
    op.create_table(
        "decision_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("old", sa.String(length=32), nullable=False),
        sa.Column("new", sa.String(length=32), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"], name=op.f("fk_decision_step_by")),
        sa.ForeignKeyConstraint(["decision_id"], ["meeting_decision.id"], name=op.f("fk_decision_step_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_step")),
    )
    op.create_index(op.f("ix_decision_step_decision_id"), "decision_step", ["decision_id"])
