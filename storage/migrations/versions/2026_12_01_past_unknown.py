"""duties of before the work began here of which nobody knows what became"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_past_unknown"
down_revision = "2026_12_01_unit_days"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "past_unknown",
        sa.Column("duty_id", BIG, nullable=False),
        sa.Column("by", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_past_unknown_duty_id")),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name=op.f("fk_past_unknown_by")),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_past_unknown")),
    )


def downgrade() -> None:
    op.drop_table("past_unknown")
