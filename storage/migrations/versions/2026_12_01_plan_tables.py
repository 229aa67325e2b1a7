"""plans that go out as tables, and the tables that come back"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_plan_tables"
down_revision = "2026_12_01_absences"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "plan_tables",
        sa.Column("id", BIG, nullable=False),
        sa.Column("road_map_id", BIG, nullable=False),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["road_map_id"], ["road_maps.id"], name=op.f("fk_plan_tables_road_map_id")),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name=op.f("fk_plan_tables_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_tables")),
    )
    op.create_index(op.f("ix_plan_tables_road_map_id"), "plan_tables", ["road_map_id"])
    op.create_table(
        "plan_table_returns",
        sa.Column("id", BIG, nullable=False),
        sa.Column("table_id", BIG, nullable=False),
        sa.Column("sent_by", BIG, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("troubles", sa.JSON(), nullable=False),
        sa.Column("unknown", BIG, nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("edit_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["table_id"], ["plan_tables.id"], name=op.f("fk_plan_table_returns_table_id")
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["persons.id"], name=op.f("fk_plan_table_returns_sent_by")),
        sa.ForeignKeyConstraint(["edit_id"], ["plan_edits.id"], name=op.f("fk_plan_table_returns_edit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_table_returns")),
    )
    op.create_index(op.f("ix_plan_table_returns_table_id"), "plan_table_returns", ["table_id"])


def downgrade() -> None:
    op.drop_table("plan_table_returns")
    op.drop_table("plan_tables")
