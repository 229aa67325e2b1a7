"""what files a person has sent within a day is counted by an index"""

from alembic import op

revision = "2026_12_01_files_of_a_day"
down_revision = "2026_12_01_filled_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_evidence_received_at"), "evidence", ["received_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_evidence_received_at"), table_name="evidence")
