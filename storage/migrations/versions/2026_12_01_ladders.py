"""the ladder of a measure, a road map, a department; what a department has chosen for its people"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_ladders"
down_revision = "2026_12_01_files_of_a_day"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "department_settings",
        sa.Column("department_id", BIG, nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("digest_hour", BIG, nullable=False),
        sa.Column("quiet_start", BIG, nullable=False),
        sa.Column("quiet_end", BIG, nullable=False),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["units.id"], name=op.f("fk_department_settings_department_id")
        ),
        sa.PrimaryKeyConstraint("department_id", name=op.f("pk_department_settings")),
    )
    for table in ("road_maps", "measures"):
        op.add_column(table, sa.Column("profile", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in ("measures", "road_maps"):
        with op.batch_alter_table(table) as changed:
            changed.drop_column("profile")
    op.drop_table("department_settings")
