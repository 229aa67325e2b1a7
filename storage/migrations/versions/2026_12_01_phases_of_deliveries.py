"""the steps of a delivery until it is settled change nothing its indexes hold"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_phase"
down_revision = "2026_12_01_ladders"
branch_labels = None
depends_on = None

PHASE = """CASE WHEN state = 'unsure' THEN 'doubtful'
WHEN state IN ('pending', 'claimed', 'dispatching') THEN CASE WHEN is_repeat THEN 'doubtful' ELSE 'open' END
WHEN state = 'dead' THEN 'dead' ELSE 'settled' END"""
OPEN = "phase IN ('open', 'doubtful')"
WAITS, FLIES = "state IN ('pending', 'unsure')", "state IN ('claimed', 'dispatching')"
UNSURE = "(state = 'unsure' OR is_repeat)"
Indexes = tuple[tuple[str, list[str], str | None, str | None], ...]
FORMER: Indexes = (
    ("ix_deliveries_due", ["priority", "not_before"], WAITS, WAITS),
    ("ix_deliveries_in_flight", ["lease_until"], FLIES, FLIES),
    ("ix_deliveries_unsure", ["channel", "chat_id"], UNSURE, UNSURE),
    ("ix_deliveries_dead", ["department_id"], "state = 'dead'", "state = 'dead'"),
    ("ix_deliveries_recipient_id_state", ["recipient_id", "state"], None, None),
)
NEW: Indexes = (
    ("ix_deliveries_due", ["priority", "not_before"], WAITS, OPEN),
    ("ix_deliveries_in_flight", ["id"], FLIES, OPEN),
    ("ix_deliveries_unsure", ["recipient_id"], "phase = 'doubtful'", "phase = 'doubtful'"),
    ("ix_deliveries_dead", ["department_id"], "phase = 'dead'", "phase = 'dead'"),
    ("ix_deliveries_recipient_id_phase", ["recipient_id", "phase"], None, None),
)


def upgrade() -> None:
    _drop(FORMER)
    is_server = op.get_bind().dialect.name == "postgresql"
    op.add_column("deliveries", sa.Column("phase", sa.Text(), sa.Computed(PHASE, persisted=is_server)))
    if is_server:  # room on each page for the next version of a row beside the former
        op.execute("ALTER TABLE deliveries SET (fillfactor = 80)")
    _create(NEW)


def downgrade() -> None:
    _drop(NEW)
    op.execute("ALTER TABLE deliveries DROP COLUMN phase")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE deliveries RESET (fillfactor)")
    _create(FORMER)


def _drop(indexes: Indexes) -> None:
    for name, *_ in indexes:
        op.drop_index(name, "deliveries")


def _create(indexes: Indexes) -> None:
    for name, columns, of_file, of_server in indexes:
        op.create_index(
            name,
            "deliveries",
            columns,
            sqlite_where=sa.text(of_file) if of_file else None,
            postgresql_where=sa.text(of_server) if of_server else None,
        )
