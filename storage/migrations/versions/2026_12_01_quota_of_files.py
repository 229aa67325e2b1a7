"""how many bytes of files a person has sent within a day"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_quota"
down_revision = "2026_12_01_heads_words"
branch_labels = None
depends_on = None
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("persons", sa.Column("files_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("persons", sa.Column("files_bytes", BIG, server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("persons", "files_bytes")
    op.drop_column("persons", "files_since")
