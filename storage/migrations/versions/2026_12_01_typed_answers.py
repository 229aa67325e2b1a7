"""which message brought a remark or a reason"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_typed_answers"
down_revision = "2026_12_01_incoming_documents"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("typed_words") as table:
        table.add_column(sa.Column("became", sa.Text(), nullable=True))
        table.add_column(sa.Column("became_id", BIG, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("typed_words") as table:
        table.drop_column("became_id")
        table.drop_column("became")
