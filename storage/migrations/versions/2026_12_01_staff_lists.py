"""lists of people that were sent and are looked at before they are loaded"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_staff_lists"
down_revision = "2026_12_01_changing_a_plan"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "staff_lists",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department_id", BIG, nullable=False),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["units.id"], name=op.f("fk_staff_lists_department_id")),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name=op.f("fk_staff_lists_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_lists")),
    )
    op.create_index(op.f("ix_staff_lists_department_id"), "staff_lists", ["department_id"])


def downgrade() -> None:
    op.drop_table("staff_lists")
