"""how a road map is monitored, campaigns of any period or by hand, and values of indicators"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_monitoring_rules"
down_revision = "2026_12_01_curators_deeds"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
ADDED = (
    *("is_settled", "measure_id", "asked_by", "unit_ids", "section_id"),
    *("nudges", "answers_from", "rhythm"),
)
REGULAR = sa.text("rhythm <> 'by_hand'")


def upgrade() -> None:
    op.add_column("road_maps", sa.Column("monitoring", sa.JSON(), nullable=True))
    for table in ("execution_reports", "report_drafts"):
        op.add_column(table, sa.Column("value", sa.Float(), nullable=True))
    with op.batch_alter_table("campaigns") as campaigns:
        campaigns.drop_constraint("uq_campaigns_road_map_id_first_on", type_="unique")
        campaigns.alter_column("nudges_at", existing_type=MOMENT, nullable=True)
        campaigns.add_column(sa.Column("rhythm", sa.Text(), nullable=False, server_default="quarterly"))
        campaigns.add_column(sa.Column("answers_from", MOMENT, nullable=True))
        campaigns.add_column(sa.Column("nudges", BIG, nullable=False, server_default="0"))
        campaigns.add_column(sa.Column("section_id", BIG, nullable=True))
        campaigns.add_column(sa.Column("unit_ids", sa.JSON(), nullable=True))
        campaigns.add_column(sa.Column("asked_by", BIG, nullable=True))
        campaigns.add_column(sa.Column("measure_id", BIG, nullable=True))
        campaigns.add_column(sa.Column("is_settled", sa.Boolean(), nullable=False, server_default=sa.false()))
        campaigns.create_foreign_key("fk_campaigns_section_id", "sections", ["section_id"], ["id"])
        campaigns.create_foreign_key("fk_campaigns_asked_by", "persons", ["asked_by"], ["id"])
        campaigns.create_foreign_key("fk_campaigns_measure_id", "measures", ["measure_id"], ["id"])
    op.execute("UPDATE campaigns SET answers_from = opens_at, is_settled = (state = 'closed')")
    # Whoever had been reminded once is reminded no more: the second reminder is of campaigns to come.
    op.execute("UPDATE campaigns SET nudges = 2, nudges_at = NULL WHERE state <> 'open'")
    op.execute("UPDATE campaigns SET nudges_at = NULL WHERE nudges_at = opens_at")
    op.execute("UPDATE campaigns SET state = 'open' WHERE state = 'nudged'")
    with op.batch_alter_table("campaigns") as campaigns:
        campaigns.alter_column("answers_from", existing_type=MOMENT, nullable=False)
    op.create_index(
        "uq_campaigns_of_period",
        "campaigns",
        ["road_map_id", "rhythm", "first_on"],
        unique=True,
        sqlite_where=REGULAR,
        postgresql_where=REGULAR,
    )
    op.create_index("ix_campaigns_road_map_id_first_on", "campaigns", ["road_map_id", "first_on"])


def downgrade() -> None:
    op.drop_index("ix_campaigns_road_map_id_first_on", "campaigns")
    op.drop_index("uq_campaigns_of_period", "campaigns")
    op.execute("DELETE FROM campaign_questions WHERE campaign_id IN " + _NEW)
    op.execute(
        "UPDATE execution_reports SET campaign_item_id = NULL WHERE campaign_item_id IN "
        f"(SELECT id FROM campaign_items WHERE campaign_id IN {_NEW})"
    )
    op.execute(
        "UPDATE report_drafts SET campaign_item_id = NULL WHERE campaign_item_id IN "
        f"(SELECT id FROM campaign_items WHERE campaign_id IN {_NEW})"
    )
    op.execute("DELETE FROM campaign_items WHERE campaign_id IN " + _NEW)
    op.execute("DELETE FROM campaigns WHERE id IN " + _NEW)
    op.execute("UPDATE campaigns SET nudges_at = opens_at WHERE nudges_at IS NULL")
    op.execute("UPDATE campaigns SET state = 'nudged' WHERE state = 'open' AND nudges > 0")
    with op.batch_alter_table("campaigns") as campaigns:
        campaigns.drop_constraint("fk_campaigns_measure_id", type_="foreignkey")
        campaigns.drop_constraint("fk_campaigns_asked_by", type_="foreignkey")
        campaigns.drop_constraint("fk_campaigns_section_id", type_="foreignkey")
        for column in ADDED:
            campaigns.drop_column(column)
        campaigns.alter_column("nudges_at", existing_type=MOMENT, nullable=False)
        campaigns.create_unique_constraint("uq_campaigns_road_map_id_first_on", ["road_map_id", "first_on"])
    for table in ("report_drafts", "execution_reports"):
        with op.batch_alter_table(table) as altered:
            altered.drop_column("value")
    with op.batch_alter_table("road_maps") as road_maps:
        road_maps.drop_column("monitoring")


_NEW = "(SELECT id FROM campaigns WHERE rhythm <> 'quarterly' OR state = 'early')"
