"""what a draft of a report held when it was left"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_left_drafts"
down_revision = "2026_12_01_file_marks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report_drafts", sa.Column("left_contents", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("report_drafts", "left_contents")
