"""cards of campaigns that edit themselves"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_drawn_boards"
down_revision = "2026_12_01_phase"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "drawn_boards",
        sa.Column("delivery_id", BIG, autoincrement=False, nullable=False),
        sa.Column("mark", BIG, nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_drawn_boards")),
    )


def downgrade() -> None:
    op.drop_table("drawn_boards")
