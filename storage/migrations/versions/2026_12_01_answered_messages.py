"""which duties the message speaks of that a report in the making answers"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_answered"
down_revision = "2026_12_01_staff_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report_drafts", sa.Column("asked", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("report_drafts") as drafts:
        drafts.drop_column("asked")
