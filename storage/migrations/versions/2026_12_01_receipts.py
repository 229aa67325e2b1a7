"""which message brought a file: its receipt is put on it"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_receipts"
down_revision = "2026_12_01_whose"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("incoming_files", sa.Column("message_id", BIG, nullable=True))


def downgrade() -> None:
    op.drop_column("incoming_files", "message_id")
