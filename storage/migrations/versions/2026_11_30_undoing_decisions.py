"""how a duty was before a decision, so that the decision can be undone while nothing else has happened"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_undoing_decisions"
down_revision = "2026_11_30_typed_words"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("decisions", sa.Column("state_before", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("owed_before", sa.Date(), nullable=True))
    op.add_column("decisions", sa.Column("stopped_before", sa.Date(), nullable=True))
    op.add_column("decisions", sa.Column("left_version", BIG, nullable=True))
    op.add_column("reassignments", sa.Column("moved", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reassignments") as reassignments:
        reassignments.drop_column("moved")
    with op.batch_alter_table("decisions") as decisions:
        for name in ("left_version", "stopped_before", "owed_before", "state_before"):
            decisions.drop_column(name)
