"""what one person has decided by one press is found by its moment"""

from alembic import op

revision = "2026_12_01_decided_together"
down_revision = "2026_12_01_minutes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_decisions_by_created_at"), "decisions", ["by", "created_at"])
    op.execute(
        "UPDATE execution_reports SET source = 'result' WHERE source = 'campaign' AND EXISTS ("
        "SELECT 1 FROM campaign_items AS i JOIN campaigns AS c ON c.id = i.campaign_id "
        "JOIN duties AS d ON d.measure_id = c.measure_id "
        "WHERE i.id = execution_reports.campaign_item_id AND d.id = execution_reports.duty_id)"
    )


def downgrade() -> None:
    op.execute("UPDATE execution_reports SET source = 'campaign' WHERE source = 'result'")
    op.drop_index(op.f("ix_decisions_by_created_at"), table_name="decisions")
