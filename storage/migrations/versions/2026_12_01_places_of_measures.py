"""where the measures of an edition stand in its document, so that a report can go into that very file"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_places"
down_revision = "2026_11_30_undoing_decisions"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "measure_places",
        sa.Column("edition_id", BIG, sa.ForeignKey("editions.id"), primary_key=True),
        sa.Column("measure_id", BIG, sa.ForeignKey("measures.id"), primary_key=True),
        sa.Column("place", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("measure_places")
