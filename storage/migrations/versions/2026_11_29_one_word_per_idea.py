"""one word per idea; the channel in the keys of chats; through what an audited change came"""

import re
from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_words"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = {"occurrences": "control_points", "executions": "duties", "revisions": "editions"}
COLUMNS = (
    ("duties", "occurrence_id", "control_point_id"),
    ("execution_reports", "execution_id", "duty_id"),
    ("extension_requests", "execution_id", "duty_id"),
    ("reassignments", "execution_id", "duty_id"),
    ("snoozes", "execution_id", "duty_id"),
    ("escalation_cases", "execution_id", "duty_id"),
    ("campaign_questions", "execution_id", "duty_id"),
    ("cards", "execution_id", "duty_id"),
    ("delivery_items", "execution_id", "duty_id"),
    ("imports", "draft", "proposal"),
)
IN_NAMES = {**TABLES, "occurrence_id": "control_point_id", "execution_id": "duty_id"}
"""The words that names of constraints, indexes and sequences are made of."""
KEYS = {"cards": ("chat_id", "duty_id"), "conversations": ("chat_id",), "inbox_updates": ("id",)}
"""Primary keys before which the channel is put."""
INDEXES = (
    ("ix_inbox_updates_waiting", "inbox_updates", ("chat_id", "id"), "state IN ('new', 'claimed')"),
    ("ix_deliveries_unsure", "deliveries", ("chat_id",), "(state = 'unsure' OR is_repeat)"),
)
"""Partial indexes over chats: name, table, columns, condition."""
TELEGRAM = "telegram"
"""The only messenger there was."""


def upgrade() -> None:
    for old, new in TABLES.items():
        op.rename_table(old, new)
    for table, old, new in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    _rename_names(IN_NAMES)
    _rename_audited("execution", "duty")
    _rename_json_key("conversations", "chat_id", "data", "execution_id", "duty_id")
    _rename_json_key("audit_entries", "id", "facts", "occurrences", "control_points")
    _add_channels()
    _add_through()


def downgrade() -> None:
    op.drop_column("audit_entries", "through")
    _drop_channels()
    _rename_json_key("audit_entries", "id", "facts", "control_points", "occurrences")
    _rename_json_key("conversations", "chat_id", "data", "duty_id", "execution_id")
    _rename_audited("duty", "execution")
    for table, old, new in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {new} TO {old}")
    for old, new in TABLES.items():
        op.rename_table(new, old)
    _rename_names({new: old for old, new in IN_NAMES.items()})


# Names


def _rename_names(words: Mapping[str, str]) -> None:
    """Constraints, indexes and sequences named after these words; tables and columns are renamed already."""
    pattern = re.compile(rf"(?<![a-z])({'|'.join(words)})(?![a-z])")
    if op.get_bind().dialect.name == "sqlite":
        _rename_names_on_sqlite(pattern, words)
    else:
        _rename_names_on_postgres(pattern, words)


def _rename_names_on_postgres(pattern: re.Pattern[str], words: Mapping[str, str]) -> None:
    renamings = (  # a constraint takes its index along, so constraints come first
        (
            "SELECT conname, conrelid::regclass FROM pg_constraint"
            " WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0",
            "ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}",
        ),
        (
            "SELECT indexname, tablename FROM pg_indexes WHERE schemaname = current_schema()",
            "ALTER INDEX {old} RENAME TO {new}",
        ),
        (
            "SELECT sequencename, NULL FROM pg_sequences WHERE schemaname = current_schema()",
            "ALTER SEQUENCE {old} RENAME TO {new}",
        ),
    )
    for query, renaming in renamings:
        for old, table in op.get_bind().execute(sa.text(query)).all():
            new = pattern.sub(lambda found: words[found[0]], old)
            if new != old:
                op.execute(renaming.format(table=table, old=old, new=new))


def _rename_names_on_sqlite(pattern: re.Pattern[str], words: Mapping[str, str]) -> None:
    """SQLite cannot rename a constraint: a table is made anew from its own statement, and its indexes too."""
    connection = op.get_bind()
    query = "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC"
    statements: dict[str, list[tuple[str, str]]] = {}
    for table, old in connection.execute(sa.text(query)).all():
        statements.setdefault(table, []).append((old, pattern.sub(lambda found: words[found[0]], old)))
    for table, (of_table, *of_indexes) in statements.items():
        if all(old == new for old, new in (of_table, *of_indexes)):
            continue
        connection.exec_driver_sql(re.sub(r'^CREATE TABLE "?\w+"?', "CREATE TABLE made_anew", of_table[1]))
        connection.exec_driver_sql(f"INSERT INTO made_anew SELECT * FROM {table}")
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"ALTER TABLE made_anew RENAME TO {table}")
        for _, new in of_indexes:
            connection.exec_driver_sql(new)


# Words in rows


def _rename_audited(old: str, new: str) -> None:
    op.execute(
        f"UPDATE audit_entries SET action = '{new}.' || substr(action, {len(old) + 2})"
        f" WHERE action LIKE '{old}.%'"
    )
    op.execute(f"UPDATE audit_entries SET subject_kind = '{new}' WHERE subject_kind = '{old}'")


def _rename_json_key(table: str, id_: str, column: str, old: str, new: str) -> None:
    rows = sa.table(table, sa.column(id_), sa.column(column, sa.JSON()))
    stored = rows.c[column]
    named = sa.select(rows).where(sa.cast(stored, sa.Text()).contains(f'"{old}"'))
    for row_id, values in op.get_bind().execute(named).all():
        renamed = {new if key == old else key: value for key, value in values.items()}
        op.execute(sa.update(rows).where(rows.c[id_] == row_id).values({stored: renamed}))


# The channel beside the number of a chat


def _add_channels() -> None:
    for table in (*KEYS, "start_attempts", "deliveries"):
        _add_channel(table, "channel", "chat_id")
    _add_channel("invites", "used_by_channel", "used_by_chat_id")
    for table, key in KEYS.items():
        with op.batch_alter_table(table) as batch:
            batch.alter_column("channel", existing_type=sa.Text(), nullable=False)
            batch.drop_constraint(f"pk_{table}", type_="primary")
            batch.create_primary_key(f"pk_{table}", ["channel", *key])
    with op.batch_alter_table("start_attempts") as batch:
        batch.alter_column("channel", existing_type=sa.Text(), nullable=False)
        batch.drop_index("ix_start_attempts_chat_id_at")
        batch.create_index("ix_start_attempts_channel_chat_id_at", ["channel", "chat_id", "at"])
    for name, table, columns, condition in INDEXES:
        op.drop_index(name, table)
        _create_partial_index(name, table, ("channel", *columns), condition)


def _drop_channels() -> None:
    """What belongs to another messenger goes: the schema before has no place for it."""
    for name, table, columns, condition in INDEXES:
        op.drop_index(name, table)
        _create_partial_index(name, table, columns, condition)
    op.execute(f"UPDATE deliveries SET chat_id = NULL, message_id = NULL WHERE channel <> '{TELEGRAM}'")
    op.drop_column("deliveries", "channel")
    op.drop_column("invites", "used_by_channel")
    with op.batch_alter_table("start_attempts") as batch:
        batch.drop_index("ix_start_attempts_channel_chat_id_at")
        batch.drop_column("channel")
        batch.create_index("ix_start_attempts_chat_id_at", ["chat_id", "at"])
    for table, key in KEYS.items():
        op.execute(f"DELETE FROM {table} WHERE channel <> '{TELEGRAM}'")
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"pk_{table}", type_="primary")
            batch.drop_column("channel")
            batch.create_primary_key(f"pk_{table}", [*key])


def _add_channel(table: str, name: str, chat: str) -> None:
    op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    op.execute(f"UPDATE {table} SET {name} = '{TELEGRAM}' WHERE {chat} IS NOT NULL")


def _create_partial_index(name: str, table: str, columns: tuple[str, ...], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [*columns], sqlite_where=where, postgresql_where=where)


# Through what a change came


def _add_through() -> None:
    """As far as it is known: who answered a monitoring did so in the chat and said it in the facts."""
    op.add_column("audit_entries", sa.Column("through", sa.Text(), nullable=True))
    entries = sa.table(
        "audit_entries", *map(sa.column, ("action", "actor_id", "through")), sa.column("facts", sa.JSON())
    )
    by_nobody = entries.c.actor_id.is_(None)
    by_a_beat = entries.c.action.startswith("campaign.") | (entries.c.action == "group.joined")
    through = sa.case(
        (by_nobody & by_a_beat, "beat"),
        (by_nobody, "command"),
        (entries.c.facts["source"].as_string() == "campaign", "campaign"),
        else_="chat",
    )
    op.execute(sa.update(entries).values(through=through))
    with op.batch_alter_table("audit_entries") as batch:
        batch.alter_column("through", existing_type=sa.Text(), nullable=False)
