"""the ledger"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_title",
        sa.Column(
            "kind",
            sa.Enum(
                "units",
                "applicants",
                "stewards",
                "households",
                "merchants",
                name="listkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("kind", "title", name=op.f("pk_known_title")),
    )
    op.create_table(
        "ledger_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "units",
                "applicants",
                "stewards",
                "households",
                "merchants",
                name="listkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("taken", "undone", name="batchstatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("n_rows", sa.Integer(), nullable=False),
        sa.Column("n_added", sa.Integer(), nullable=False),
        sa.Column("n_changed", sa.Integer(), nullable=False),
        sa.Column("n_gone", sa.Integer(), nullable=False),
        sa.Column("n_problems", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_ledger_batch_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_batch")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("family", "merchant", name="householdkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("draft", "adopted", "dropped", name="proposalstatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("n_households", sa.Integer(), nullable=False),
        sa.Column("n_changes", sa.Integer(), nullable=False),
        sa.Column("n_uncovered", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"], name=op.f("fk_proposal_made_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_proposal_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("family", "merchant", name="householdkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("here", "gone", "merged", name="householdstatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column(
            "door_key", sa.String(length=170).with_variant(sa.String(length=170, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "pinyin", sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "initials", sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("id_index", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_tail", sa.String(length=40), nullable=True),
        sa.Column("n_people", sa.Integer(), nullable=True),
        sa.Column("n_party", sa.Integer(), nullable=True),
        sa.Column("care", sa.LargeBinary(), nullable=True),
        sa.Column("care_marks", sa.String(length=400), nullable=False),
        sa.Column("needs", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=80), nullable=False),
        sa.Column("trade", sa.String(length=40), nullable=False),
        sa.Column("n_staff", sa.Integer(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["ledger_batch.id"], name=op.f("fk_household_batch_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_household_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_confirmed_on"), ["confirmed_on"], unique=False)
        batch_op.create_index("ix_household_door", ["unit_id", "kind", "door_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_door_key"), ["door_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_id_index"), ["id_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_initials"), ["initials"], unique=False)
        batch_op.create_index("ix_household_list", ["kind", "status", "unit_id", "door_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_phone_tail"), ["phone_tail"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_pinyin"), ["pinyin"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("steward", "buddy", name="assignmentkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["app_user.id"], name=op.f("fk_assignment_given_by")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_assignment_household_id")),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_assignment_steward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_household_id"), ["household_id"], unique=False)
        batch_op.create_index("ix_assignment_steward", ["steward_id", "ended_on", "household_id"], unique=False)
        batch_op.create_index(
            "uq_assignment_open",
            ["household_id", "kind"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "household_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(
                "write_down",
                "change",
                "confirm",
                "bring_in",
                "merge",
                "split",
                "move",
                "leave",
                "come_back",
                "add_member",
                "change_member",
                "member_left",
                "undo",
                name="deed",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "clerk",
                "grid_worker",
                "estate_branch",
                "community_party",
                "department",
                "property",
                "steward",
                "leader",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["ledger_batch.id"], name=op.f("fk_household_change_batch_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_household_change_household_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_household_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_change")),
    )
    with op.batch_alter_table("household_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_change_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_change_deed_id"), ["deed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_change_household_id"), ["household_id"], unique=False)

    op.create_table(
        "load_limit",
        sa.Column("steward_id", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_load_limit_steward_id")),
        sa.PrimaryKeyConstraint("steward_id", name=op.f("pk_load_limit")),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("here", "moved", "died", name="memberstatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "pinyin", sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "initials", sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column(
            "sex", sa.Enum("male", "female", name="sex", native_enum=False, create_constraint=True, length=32), nullable=True
        ),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("id_index", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_tail", sa.String(length=40), nullable=True),
        sa.Column("is_party", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_member_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_id_index"), ["id_index"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_initials"), ["initials"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_phone_tail"), ["phone_tail"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_pinyin"), ["pinyin"], unique=False)

    op.create_table(
        "proposal_line",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column(
            "why",
            sa.Enum(
                "uncovered",
                "left",
                "overloaded",
                "kin",
                "no_steward",
                "all_full",
                "only_kin",
                "by_hand",
                name="why",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["after_id"], ["steward.id"], name=op.f("fk_proposal_line_after_id")),
        sa.ForeignKeyConstraint(["before_id"], ["steward.id"], name=op.f("fk_proposal_line_before_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_proposal_line_household_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_line_proposal_id")),
        sa.PrimaryKeyConstraint("proposal_id", "household_id", name=op.f("pk_proposal_line")),
    )
    with op.batch_alter_table("proposal_line", schema=None) as batch_op:
        batch_op.create_index("ix_proposal_line_after", ["proposal_id", "after_id"], unique=False)

    op.create_table(
        "steward_kin",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("steward_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_steward_kin_household_id")),
        sa.ForeignKeyConstraint(["steward_id"], ["steward.id"], name=op.f("fk_steward_kin_steward_id")),
        sa.PrimaryKeyConstraint("household_id", "steward_id", name=op.f("pk_steward_kin")),
    )
    with op.batch_alter_table("steward_kin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_steward_kin_steward_id"), ["steward_id"], unique=False)

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.alter_column("application_id", existing_type=sa.INTEGER(), nullable=True)

    with op.batch_alter_table("steward", schema=None) as batch_op:
        batch_op.alter_column("application_id", existing_type=sa.INTEGER(), nullable=True)


def downgrade() -> None:
    raise NotImplementedError("the ledger is not taken away: restore the copy that was made before")
