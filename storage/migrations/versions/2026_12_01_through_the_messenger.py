"""how much of a department's words goes through the messenger"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_messenger"
down_revision = "2026_12_01_past_unknown"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("department_settings", sa.Column("is_brief", sa.Boolean(), nullable=True))
    op.add_column("department_settings", sa.Column("takes_files", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("department_settings", "takes_files")
    op.drop_column("department_settings", "is_brief")
