"""what is still overdue after its ladder had ended is looked at again"""

from alembic import op

revision = "2026_12_01_endless_ladder"
down_revision = "2026_12_01_left_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE duties SET next_stage_at = CURRENT_TIMESTAMP"
        " WHERE next_stage_at IS NULL AND due_on < CURRENT_DATE"
        " AND state IN ('open', 'acknowledged', 'partial', 'returned')"
    )


def downgrade() -> None:
    """A look too many does no harm."""
