"""road maps that were closed, with what their closing can be undone by"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_map_closings"
down_revision = "2026_12_01_monitoring_rules"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "map_closings",
        sa.Column("id", BIG, nullable=False),
        sa.Column("road_map_id", BIG, nullable=False),
        sa.Column("by", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duties", sa.JSON(), nullable=False),
        sa.Column("campaigns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["road_map_id"], ["road_maps.id"], name=op.f("fk_map_closings_road_map_id")),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name=op.f("fk_map_closings_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_closings")),
    )
    op.create_index(op.f("ix_map_closings_road_map_id"), "map_closings", ["road_map_id"])


def downgrade() -> None:
    op.drop_table("map_closings")
