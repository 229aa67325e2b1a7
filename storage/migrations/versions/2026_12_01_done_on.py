"""the day the work was done, where a report tells it apart from its own"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_done_on"
down_revision = "2026_12_01_forgetting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("execution_reports") as table:
        table.add_column(sa.Column("done_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("execution_reports") as table:
        table.drop_column("done_on")
