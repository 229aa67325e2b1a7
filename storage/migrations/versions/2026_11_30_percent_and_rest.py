"""how much of the work a partial report is of, and what is left"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_percent_and_rest"
down_revision = "2026_11_30_closed_undone"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("execution_reports", "report_drafts")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("percent", NUMBER, nullable=True))
        op.add_column(table, sa.Column("remaining", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "remaining")
        op.drop_column(table, "percent")
