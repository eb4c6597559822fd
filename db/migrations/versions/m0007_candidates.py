"""Party members who could serve, as lists of candidates; the employer and the party organisation of those who registered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for column in ("employer", "party_organisation"):
        op.add_column("application", sa.Column(column, sa.String(length=80), nullable=False, server_default=""))
    op.create_table(
        "candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("pinyin", sa.String(length=200), nullable=False),
        sa.Column("initials", sa.String(length=50), nullable=False),
        sa.Column("sex", sa.Enum("male", "female", name="sex", native_enum=False, create_constraint=True, length=32)),
        sa.Column("born", sa.String(length=10), nullable=False),
        sa.Column("id_number", sa.LargeBinary()),
        sa.Column("id_index", sa.String(length=40)),
        sa.Column("phone", sa.LargeBinary()),
        sa.Column("phone_index", sa.String(length=40)),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column("speciality", sa.String(length=60), nullable=False),
        sa.Column("employer", sa.String(length=80), nullable=False),
        sa.Column("party_organisation", sa.String(length=80), nullable=False),
        sa.Column("party_joined", sa.String(length=7), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=False),
        sa.Column("application_id", sa.Integer()),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_candidate_batch_id_import_batch")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_candidate_unit_id_unit")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_candidate_application_id_application")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("id_index", name=op.f("uq_candidate_id_index")),
    )
    for column in ("batch_id", "unit_id", "pinyin", "initials", "phone_index", "application_id"):
        op.create_index(op.f(f"ix_candidate_{column}"), "candidate", [column])
