"""closed as not done: a state of its own, told apart from «снято с контроля» by the report accepted"""

from alembic import op

revision = "2026_11_30_closed_undone"
down_revision = "2026_11_29_owed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        UPDATE duties SET state = 'closed_undone' WHERE state = 'accepted' AND id IN (
            SELECT report.duty_id FROM execution_reports AS report
            WHERE report.outcome = 'not_done' AND report.retracted_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM execution_reports AS later
                WHERE later.duty_id = report.duty_id AND later.version > report.version
                AND later.retracted_at IS NULL AND later.outcome IN ('done', 'partial', 'not_done')
            )
        )
        """
    )


def downgrade() -> None:
    op.execute("UPDATE duties SET state = 'accepted' WHERE state = 'closed_undone'")
