"""old updates are found by their age, what was said about a subject by the subject"""

from alembic import op

revision = "2026_12_01_forgetting"
down_revision = "2026_12_01_answered"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_inbox_updates_received_at", "inbox_updates", ["received_at"])
    op.create_index("ix_deliveries_subject_id_kind", "deliveries", ["subject_id", "kind"])


def downgrade() -> None:
    op.drop_index("ix_deliveries_subject_id_kind", "deliveries")
    op.drop_index("ix_inbox_updates_received_at", "inbox_updates")
