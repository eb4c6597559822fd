"""Doors and units get their keys anew: 二单元 before 十单元, and 1幢1单元101 is 1-1-101."""

import sqlalchemy as sa
from alembic import op

from db.ledger.checks import door_key
from db.natural_order import sort_key

revision = "0005"
down_revision = "0004"

_UNIT = sa.table("unit", sa.column("id"), sa.column("name"), sa.column("sort_key"))
_HOME = sa.table("household", *map(sa.column, ("id", "door", "title", "door_key")))


def upgrade() -> None:
    write = op.get_bind()
    units = [{"of": id_, "key": sort_key(name)} for id_, name in write.execute(sa.select(_UNIT.c.id, _UNIT.c.name))]
    doors = sa.select(_HOME.c.id, _HOME.c.door, _HOME.c.title)
    homes = [{"of": id_, "key": door_key(door, title)} for id_, door, title in write.execute(doors)]
    for table, column, rows in ((_UNIT, "sort_key", units), (_HOME, "door_key", homes)):
        if rows:
            write.execute(sa.update(table).where(table.c.id == sa.bindparam("of")).values({column: sa.bindparam("key")}), rows)
