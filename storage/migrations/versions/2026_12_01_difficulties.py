"""difficulties are found by themselves: they wait for their curator"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_difficulties"
down_revision = "2026_12_01_audit_cuts"
branch_labels = None
depends_on = None

TOLD = sa.text("outcome = 'difficulty'")


def upgrade() -> None:
    op.create_index(
        "ix_execution_reports_difficulties",
        "execution_reports",
        ["duty_id"],
        sqlite_where=TOLD,
        postgresql_where=TOLD,
    )


def downgrade() -> None:
    op.drop_index("ix_execution_reports_difficulties", "execution_reports")
