"""the assignee's own time: its last day, and since when it stands"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_own_time"
down_revision = "2026_11_30_percent_and_rest"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("duties", sa.Column("owed_by", sa.Date(), nullable=True))
    op.add_column("duties", sa.Column("stopped_on", sa.Date(), nullable=True))
    op.execute("UPDATE duties SET owed_by = due_on")
    for moment in (
        # What waits today and was sent by the due day, in universal time: a day is seldom another there.
        "SELECT min(report.created_at) FROM execution_reports AS report WHERE report.duty_id = duties.id"
        " AND report.retracted_at IS NULL AND duties.state IN ('reported', 'partial')"
        " AND report.outcome IN ('done', 'partial', 'not_done')"
        " AND NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.report_id = report.id)",
        "SELECT min(asked.created_at) FROM extension_requests AS asked"
        " WHERE asked.duty_id = duties.id AND asked.state = 'open'",
        "SELECT min(asked.created_at) FROM reassignments AS asked"
        " WHERE asked.duty_id = duties.id AND asked.state = 'open'",
    ):
        _stop(moment)
    op.drop_index("ix_duties_department_id_state_due_on", "duties")
    op.create_index("ix_duties_department_id_state_owed_by", "duties", ["department_id", "state", "owed_by"])


def _stop(moment: str) -> None:
    """The time of duties of which something sent by the due day waits stands since it was sent."""
    op.execute(
        f"UPDATE duties SET stopped_on = date(({moment}))"
        f" WHERE stopped_on IS NULL AND due_on IS NOT NULL AND date(({moment})) <= due_on"
        " AND state IN ('open', 'acknowledged', 'partial', 'returned', 'reported')"
    )


def downgrade() -> None:
    op.drop_index("ix_duties_department_id_state_owed_by", "duties")
    op.create_index("ix_duties_department_id_state_due_on", "duties", ["department_id", "state", "due_on"])
    op.drop_column("duties", "stopped_on")
    op.drop_column("duties", "owed_by")
