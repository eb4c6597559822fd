"""Service points, who serves there, what is done there; partner organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def _text(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _closed_list(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _partner()
    _service_point()
    _partner_member()
    _partner_unit()
    _point_election()
    _point_exception()
    _point_hours()
    _point_lead()
    _point_month()
    _point_picture()
    _point_step()
    _service_sheet()
    _point_service()
    _point_staff()
    _duty_swap()
    _point_duty()
    _point_election_name()


def _partner() -> None:
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_key", _text(120), nullable=False),
        sa.Column("party", _closed_list("partyorganisation", "alone", "joint", "none"), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("helps_with", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_partner_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    op.create_index(op.f("ix_partner_list"), "partner", ["kind", "unit_id", "sort_key", "id"])
    op.create_index(op.f("ix_partner_unit_id"), "partner", ["unit_id"])


def _service_point() -> None:
    op.create_table(
        "service_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("sort_key", _text(120), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("finds", sa.String(length=200), nullable=False),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("is_closed_on_holidays", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("is_by_decision", sa.Boolean(), nullable=False),
        sa.Column("proposer", sa.LargeBinary(), nullable=True),
        sa.Column("proposer_phone", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("roster_since", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_service_point_made_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_service_point_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_point")),
    )
    op.create_index(op.f("ix_service_point_kind"), "service_point", ["kind", "status"])
    op.create_index(op.f("ix_service_point_list"), "service_point", ["status", "unit_id", "sort_key", "id"])
    op.create_index(op.f("ix_service_point_unit_id"), "service_point", ["unit_id"])


def _partner_member() -> None:
    op.create_table(
        "partner_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("is_party_member", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_member_partner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_member")),
    )
    op.create_index(op.f("ix_partner_member_partner_id"), "partner_member", ["partner_id"])


def _partner_unit() -> None:
    op.create_table(
        "partner_unit",
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_partner_unit_partner_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_partner_unit_unit_id")),
        sa.PrimaryKeyConstraint("partner_id", "unit_id", name=op.f("pk_partner_unit")),
    )
    op.create_index(op.f("ix_partner_unit_unit_id"), "partner_unit", ["unit_id"])


def _point_election() -> None:
    op.create_table(
        "point_election",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("n_came", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["noted_by"], ["app_user.id"], name=op.f("fk_point_election_noted_by")),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_election_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_election")),
    )
    op.create_index(op.f("ix_point_election_point_id"), "point_election", ["point_id"])


def _point_exception() -> None:
    op.create_table(
        "point_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("kind", _closed_list("openingkind", "closed", "other_hours"), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=120), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_point_exception_made_by")),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_exception_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_exception")),
    )
    op.create_index(op.f("ix_point_exception_days"), "point_exception", ["point_id", "until"])


def _point_hours() -> None:
    op.create_table(
        "point_hours",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_hours_point_id")),
        sa.PrimaryKeyConstraint("point_id", "weekday", "opens", name=op.f("pk_point_hours")),
    )


def _point_lead() -> None:
    op.create_table(
        "point_lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_lead_point_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_point_lead_unit_id")),
        sa.ForeignKeyConstraint(["written_by"], ["app_user.id"], name=op.f("fk_point_lead_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_lead")),
    )
    op.create_index(op.f("ix_point_lead_list"), "point_lead", ["status", "unit_id", "said_at"])
    op.create_index(op.f("ix_point_lead_point_id"), "point_lead", ["point_id"])


def _point_month() -> None:
    op.create_table(
        "point_month",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("n_lines", sa.Integer(), nullable=False),
        sa.Column("n_services", sa.Integer(), nullable=False),
        sa.Column("n_served", sa.Integer(), nullable=False),
        sa.Column("n_trainings", sa.Integer(), nullable=False),
        sa.Column("n_trainees", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_month_point_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_point_month_unit_id")),
        sa.PrimaryKeyConstraint("point_id", "month", name=op.f("pk_point_month")),
    )
    op.create_index(op.f("ix_point_month_unit"), "point_month", ["month", "unit_id"])


def _point_picture() -> None:
    op.create_table(
        "point_picture",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_picture_point_id")),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_point_picture")),
    )


def _point_step() -> None:
    op.create_table(
        "point_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("move", sa.String(length=32), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=True),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_step_point_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_point_step_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_step")),
    )
    op.create_index(op.f("ix_point_step_point_id"), "point_step", ["point_id"])


def _service_sheet() -> None:
    op.create_table(
        "service_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("n_rows", sa.Integer(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("whom", sa.JSON(), nullable=False),
        sa.Column("status", _closed_list("servicesheetstatus", "out", "returned", "lost"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_service_sheet_made_by")),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_service_sheet_point_id")),
        sa.UniqueConstraint("number", name=op.f("uq_service_sheet_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_sheet")),
    )
    op.create_index(op.f("ix_service_sheet_list"), "service_sheet", ["status", "point_id", "made_at"])


def _point_service() -> None:
    op.create_table(
        "point_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("source", _closed_list("servicesource", "screen", "paper"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("whom", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("n_people", sa.Integer(), nullable=False),
        sa.Column("n_times", sa.Integer(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_service_point_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["service_sheet.id"], name=op.f("fk_point_service_sheet_id")),
        sa.ForeignKeyConstraint(["undoes_id"], ["point_service.id"], name=op.f("fk_point_service_undoes_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_point_service_unit_id")),
        sa.ForeignKeyConstraint(["written_by"], ["app_user.id"], name=op.f("fk_point_service_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_service")),
    )
    op.create_index(op.f("ix_point_service_days"), "point_service", ["on_day", "id"])
    op.create_index(op.f("ix_point_service_list"), "point_service", ["point_id", "on_day", "id"])
    op.create_index(op.f("ix_point_service_sheet_id"), "point_service", ["sheet_id"])
    op.create_index(op.f("uq_point_service_undoes"), "point_service", ["undoes_id"], unique=True)


def _point_staff() -> None:
    op.create_table(
        "point_staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("person_index", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("status", _closed_list("staffstatus", "put_forward", "serves", "not_taken", "ended"), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("put_by", sa.Integer(), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_staff_point_id")),
        sa.ForeignKeyConstraint(["put_by"], ["app_user.id"], name=op.f("fk_point_staff_put_by")),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_point_staff_steward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_staff")),
    )
    op.create_index(op.f("ix_point_staff_person_index"), "point_staff", ["person_index"])
    op.create_index(op.f("ix_point_staff_point"), "point_staff", ["point_id", "status"])
    op.create_index(op.f("ix_point_staff_steward"), "point_staff", ["steward_id", "status"])


def _duty_swap() -> None:
    op.create_table(
        "duty_swap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("for_duty_id", sa.Integer(), nullable=True),
        sa.Column("from_staff_id", sa.Integer(), nullable=False),
        sa.Column("to_staff_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("status", _closed_list("swapstatus", "asked", "taken", "refused", "withdrawn"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["from_staff_id"], ["point_staff.id"], name=op.f("fk_duty_swap_from_staff_id")),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_duty_swap_point_id")),
        sa.ForeignKeyConstraint(["to_staff_id"], ["point_staff.id"], name=op.f("fk_duty_swap_to_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swap")),
    )
    op.create_index(op.f("ix_duty_swap_point_id"), "duty_swap", ["point_id"])
    op.create_index(op.f("ix_duty_swap_staff"), "duty_swap", ["to_staff_id", "status"])


def _point_duty() -> None:
    op.create_table(
        "point_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_point_duty_point_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["point_staff.id"], name=op.f("fk_point_duty_staff_id")),
        sa.UniqueConstraint("staff_id", "on_day", "opens", name=op.f("uq_point_duty_staff_id_on_day_opens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_duty")),
    )
    op.create_index(op.f("ix_point_duty_days"), "point_duty", ["point_id", "on_day"])
    op.create_index(op.f("ix_point_duty_staff"), "point_duty", ["staff_id", "on_day"])


def _point_election_name() -> None:
    op.create_table(
        "point_election_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("n_votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["point_election.id"], name=op.f("fk_point_election_name_election_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["point_staff.id"], name=op.f("fk_point_election_name_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_election_name")),
    )
    op.create_index(op.f("ix_point_election_name_election_id"), "point_election_name", ["election_id"])
