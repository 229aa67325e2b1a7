"""school holidays and days off of one unit, of a group, of a department"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_unit_days"
down_revision = "2026_12_01_spelled"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "unit_days",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("season", sa.Text(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["units.id"], name=op.f("fk_unit_days_department_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_days_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_days")),
    )
    op.create_index(op.f("ix_unit_days_department_id"), "unit_days", ["department_id"])


def downgrade() -> None:
    op.drop_table("unit_days")
