"""visits"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "daily_run",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_change_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_daily_run")),
    )
    op.create_table(
        "closed_month",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("n_all", sa.Integer(), nullable=False),
        sa.Column("n_met", sa.Integer(), nullable=False),
        sa.Column("n_homes", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["app_user.id"], name=op.f("fk_closed_month_closed_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_closed_month_unit_id")),
        sa.PrimaryKeyConstraint("month", "unit_id", name=op.f("pk_closed_month")),
    )
    op.create_table(
        "shared_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_shared_device_made_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_shared_device_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shared_device_token_hash")),
    )
    with op.batch_alter_table("shared_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_device_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "visit_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("knock_day", "special", name="roundkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("open", "closed", name="roundstatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_visit_round_made_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_round_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_round")),
    )
    with op.batch_alter_table("visit_round", schema=None) as batch_op:
        batch_op.create_index("ix_visit_round_open", ["status", "until"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_round_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "visit_tally",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("n_all", sa.Integer(), nullable=False),
        sa.Column("n_met", sa.Integer(), nullable=False),
        sa.Column("n_homes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_tally_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "month", name=op.f("pk_visit_tally")),
    )
    with op.batch_alter_table("visit_tally", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_tally_month"), ["month"], unique=False)

    op.create_table(
        "household_contact",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("last_met_on", sa.Date(), nullable=True),
        sa.Column("last_tried_on", sa.Date(), nullable=False),
        sa.Column("n_visits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_household_contact_household_id")),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_household_contact")),
    )
    with op.batch_alter_table("household_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_contact_last_met_on"), ["last_met_on"], unique=False)

    op.create_table(
        "household_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("birthday", "memorial", name="dayofyear", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("is_lunar", sa.Boolean(), nullable=False),
        sa.Column("whose", sa.LargeBinary(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_household_day_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_day")),
    )
    with op.batch_alter_table("household_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_day_household_id"), ["household_id"], unique=False)

    op.create_table(
        "household_month",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("n_all", sa.Integer(), nullable=False),
        sa.Column("n_met", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_household_month_household_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_household_month_unit_id")),
        sa.PrimaryKeyConstraint("household_id", "month", "steward_id", "unit_id", name=op.f("pk_household_month")),
    )
    with op.batch_alter_table("household_month", schema=None) as batch_op:
        batch_op.create_index("ix_household_month_steward", ["steward_id", "month", "household_id", "n_met"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("stands", "withdrawn", name="visitstatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("screen", "paper", "file", name="visitsource", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "met",
                "nobody_home",
                "not_convenient",
                "moved",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("topics", sa.String(length=300), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_visit_household_id")),
        sa.ForeignKeyConstraint(["round_id"], ["visit_round.id"], name=op.f("fk_visit_round_id")),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_visit_steward_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_visit_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_day", ["visited_on", "id", "status"], unique=False)
        batch_op.create_index("ix_visit_household", ["household_id", "visited_on", "id"], unique=False)
        batch_op.create_index("ix_visit_outcome", ["outcome", "visited_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_round_id"), ["round_id"], unique=False)
        batch_op.create_index("ix_visit_steward", ["steward_id", "visited_on", "id"], unique=False)
        batch_op.create_index("ix_visit_unit", ["unit_id", "visited_on", "id"], unique=False)

    op.create_table(
        "visit_draft",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_visit_draft_household_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_visit_draft_user_id")),
        sa.PrimaryKeyConstraint("user_id", "household_id", name=op.f("pk_visit_draft")),
    )
    op.create_table(
        "visit_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_visit_pause_made_by")),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_visit_pause_steward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_pause")),
    )
    with op.batch_alter_table("visit_pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_pause_steward_id"), ["steward_id"], unique=False)

    op.create_table(
        "visit_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column(
            "status",
            sa.Enum("out", "returned", "lost", name="sheetstatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("steward_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_visit_sheet_made_by")),
        sa.ForeignKeyConstraint(["round_id"], ["visit_round.id"], name=op.f("fk_visit_sheet_round_id")),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_visit_sheet_steward_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_sheet_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_sheet")),
        sa.UniqueConstraint("number", name=op.f("uq_visit_sheet_number")),
    )
    with op.batch_alter_table("visit_sheet", schema=None) as batch_op:
        batch_op.create_index("ix_visit_sheet_list", ["status", "unit_id", "made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_sheet_steward_id"), ["steward_id"], unique=False)

    op.create_table(
        "must_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "festival", "ledger", "visit", "by_hand", name="mustsource", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("mark", sa.String(length=80), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("arose_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "done", "dropped", name="muststatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_visit_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_must_visit_household_id")),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_must_visit_made_by")),
        sa.ForeignKeyConstraint(["settled_visit_id"], ["visit.id"], name=op.f("fk_must_visit_settled_visit_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_must_visit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_must_visit")),
        sa.UniqueConstraint("household_id", "mark", name=op.f("uq_must_visit_household_id_mark")),
    )
    with op.batch_alter_table("must_visit", schema=None) as batch_op:
        batch_op.create_index("ix_must_visit_household", ["household_id", "status"], unique=False)
        batch_op.create_index("ix_must_visit_open", ["status", "unit_id", "due_on"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum("open", "kept", "passed_on", name="promisestatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_visit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_promise_household_id")),
        sa.ForeignKeyConstraint(["settled_visit_id"], ["visit.id"], name=op.f("fk_promise_settled_visit_id")),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_promise_steward_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_promise_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_household_id"), ["household_id"], unique=False)
        batch_op.create_index("ix_promise_open", ["status", "household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "raised",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_raised_household_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_raised_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raised")),
    )
    with op.batch_alter_table("raised", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_raised_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_raised_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "round_household",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_round_household_household_id")),
        sa.ForeignKeyConstraint(["round_id"], ["visit_round.id"], name=op.f("fk_round_household_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_round_household_unit_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_round_household_visit_id")),
        sa.PrimaryKeyConstraint("round_id", "household_id", name=op.f("pk_round_household")),
    )
    with op.batch_alter_table("round_household", schema=None) as batch_op:
        batch_op.create_index("ix_round_household_open", ["household_id", "is_done"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_household_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "sheet_row",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("is_blank", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_sheet_row_household_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["visit_sheet.id"], name=op.f("fk_sheet_row_sheet_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_sheet_row_visit_id")),
        sa.PrimaryKeyConstraint("sheet_id", "position", name=op.f("pk_sheet_row")),
    )
    op.create_table(
        "visit_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_photo_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_photo")),
    )
    with op.batch_alter_table("visit_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_photo_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_visit_version_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_version_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_version")),
    )
    with op.batch_alter_table("visit_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_version_visit_id"), ["visit_id"], unique=False)

    with op.batch_alter_table("app_user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text_size", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pin_hash", sa.String(length=100), nullable=True))

    with op.batch_alter_table("auth_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shared_device_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_auth_session_shared_device_id"), ["shared_device_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_auth_session_shared_device_id"), "shared_device", ["shared_device_id"], ["id"])

    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_merged_into"), ["merged_into"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("visits are not taken away: restore the copy that was made before")
