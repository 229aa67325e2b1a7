"""the words of a document as somebody spelled them"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_spelled"
down_revision = "2026_12_01_receipts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("aliases", sa.Column("spelled", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("aliases") as aliases:
        aliases.drop_column("spelled")
