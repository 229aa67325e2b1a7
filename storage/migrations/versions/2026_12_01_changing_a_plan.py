"""changes of a plan in force by hand, how a measure stands, and duties that are set aside"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_changing_a_plan"
down_revision = "2026_12_01_typed_answers"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
UNTOLD = sa.text("told_at IS NULL AND undone_at IS NULL")


def upgrade() -> None:
    op.add_column("measures", sa.Column("standing", sa.Text(), nullable=False, server_default="in_force"))
    op.add_column("measures", sa.Column("standing_reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("assignments", sa.Column("days_earlier", BIG, nullable=False, server_default="0"))
    op.create_table(
        "plan_edits",
        sa.Column("id", BIG, nullable=False),
        sa.Column("road_map_id", BIG, nullable=False),
        sa.Column("edition_id", BIG, nullable=False),
        sa.Column("by", BIG, nullable=True),
        sa.Column("through", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["road_map_id"], ["road_maps.id"], name=op.f("fk_plan_edits_road_map_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_plan_edits_edition_id")),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name=op.f("fk_plan_edits_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_edits")),
    )
    op.create_index(op.f("ix_plan_edits_road_map_id"), "plan_edits", ["road_map_id"])
    op.create_index(op.f("ix_plan_edits_edition_id"), "plan_edits", ["edition_id"])
    op.create_index(
        "ix_plan_edits_untold", "plan_edits", ["at"], sqlite_where=UNTOLD, postgresql_where=UNTOLD
    )
    op.create_table(
        "measure_changes",
        sa.Column("id", BIG, nullable=False),
        sa.Column("edit_id", BIG, nullable=False),
        sa.Column("measure_id", BIG, nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("duties", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["edit_id"], ["plan_edits.id"], name=op.f("fk_measure_changes_edit_id")),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], name=op.f("fk_measure_changes_measure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_changes")),
    )
    op.create_index(op.f("ix_measure_changes_edit_id"), "measure_changes", ["edit_id"])
    op.create_index(op.f("ix_measure_changes_measure_id"), "measure_changes", ["measure_id"])
    op.create_table(
        "duties_set_aside",
        sa.Column("duty_id", BIG, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_duties_set_aside_duty_id")),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_duties_set_aside")),
    )


def downgrade() -> None:
    op.drop_table("duties_set_aside")
    op.drop_table("measure_changes")
    op.drop_table("plan_edits")
    with op.batch_alter_table("assignments") as assignments:
        assignments.drop_column("days_earlier")
    with op.batch_alter_table("measures") as measures:
        measures.drop_column("standing_reason")
        measures.drop_column("standing")
