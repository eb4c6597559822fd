"""Party members who could serve, as lists of candidates; the employer and the party organisation of those who registered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"


def upgrade() -> None:
    for column in ("employer", "party_organisation"):
        op.add_column("application", sa.Column(column, sa.String(length=80), nullable=False, server_default=""))
