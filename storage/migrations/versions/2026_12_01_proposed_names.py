"""names a document would bring wait for its approval; ticked schools belong to their question"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_proposed"
down_revision = "2026_12_01_sent_rounds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("units", "persons"):
        op.add_column(
            table, sa.Column("is_proposed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.add_column("questions", sa.Column("marks", sa.JSON(), nullable=False, server_default="[]"))
    # What was entered for documents before is there already, and stays.
    op.execute("DELETE FROM import_names")
    op.execute("DELETE FROM aliases WHERE words LIKE '@marked %'")


def downgrade() -> None:
    op.execute("DELETE FROM import_names")
    op.drop_column("questions", "marks")
    for table in ("persons", "units"):
        op.drop_column(table, "is_proposed")
