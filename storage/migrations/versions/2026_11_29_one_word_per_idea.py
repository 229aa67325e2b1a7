"""one word per idea: duties, control points, editions, proposals"""

from alembic import op

revision = "2026_11_29_words"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (("occurrences", "control_points"), ("executions", "duties"), ("revisions", "editions"))
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


def upgrade() -> None:
    for old, new in TABLES:
        op.rename_table(old, new)
    for table, old, new in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")


def downgrade() -> None:
    for table, old, new in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {new} TO {old}")
    for old, new in TABLES:
        op.rename_table(new, old)
