"""what the head has decided in words"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_heads_words"
down_revision = "2026_12_01_decided_together"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "heads_words",
        sa.Column("id", BIG, nullable=False),
        sa.Column("duty_id", BIG, nullable=False),
        sa.Column("by", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_heads_words_duty_id")),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name=op.f("fk_heads_words_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heads_words")),
    )
    op.create_index(op.f("ix_heads_words_duty_id"), "heads_words", ["duty_id"])


def downgrade() -> None:
    op.drop_table("heads_words")
