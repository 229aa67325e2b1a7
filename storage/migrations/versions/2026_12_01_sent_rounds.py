"""what one press has sent to many, to be counted"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_sent_rounds"
down_revision = "2026_12_01_quota"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sent_rounds",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department_id", BIG, nullable=False),
        sa.Column("caused_by", BIG, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["units.id"], name=op.f("fk_sent_rounds_department_id")),
        sa.ForeignKeyConstraint(["caused_by"], ["persons.id"], name=op.f("fk_sent_rounds_caused_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_rounds")),
    )
    op.create_index(op.f("ix_sent_rounds_department_id"), "sent_rounds", ["department_id"])
    op.create_index(op.f("ix_sent_rounds_created_at"), "sent_rounds", ["created_at"])
    op.create_table(
        "sent_round_items",
        sa.Column("round_id", BIG, nullable=False),
        sa.Column("delivery_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["sent_rounds.id"], name=op.f("fk_sent_round_items_round_id")),
        sa.PrimaryKeyConstraint("round_id", "delivery_id", name=op.f("pk_sent_round_items")),
    )


def downgrade() -> None:
    op.drop_table("sent_round_items")
    op.drop_table("sent_rounds")
