"""What happened stays: the database itself refuses to change or delete a row of these tables.

Armed after every migration, because rebuilding a table in a batch drops its triggers.
"""

from sqlalchemy.engine import Connection

from db.subjects import append_only


def tables() -> list[str]:
    return ["audit_event", "calendar_change", *append_only()]


def _arm_sqlite(connection: Connection) -> None:
    for table in tables():
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _arm_postgres(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in tables():
        connection.exec_driver_sql(
            f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        connection.exec_driver_sql(
            f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def arm(connection: Connection) -> None:
    (_arm_sqlite if connection.dialect.name == "sqlite" else _arm_postgres)(connection)
