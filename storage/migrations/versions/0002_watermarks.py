"""watermarks; dead updates counted by an index"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DEAD = sa.text("state = 'dead'")


def upgrade() -> None:
    op.create_table(
        "watermarks",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watermarks")),
    )
    op.create_index(
        "ix_inbox_updates_dead", "inbox_updates", ["received_at"], sqlite_where=DEAD, postgresql_where=DEAD
    )


def downgrade() -> None:
    op.drop_index("ix_inbox_updates_dead", "inbox_updates", sqlite_where=DEAD, postgresql_where=DEAD)
    op.drop_table("watermarks")
