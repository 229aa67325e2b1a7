"""totals are counted within an index of duties, and answers to a campaign are found without the duties"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_counted_duties"
down_revision = "2026_12_01_people_in_hand"
branch_labels = None
depends_on = None

COUNTED = ["state", "owed_by", "stopped_on", "original_due_on"]
ASKED = ["unit_id", "person_id", "state", "control_point_id", "original_due_on", "home_unit_id"]
OF_CAMPAIGNS = sa.text("campaign_item_id IS NOT NULL")
OF_CHATS = sa.text("campaign_item_id IS NULL")


def upgrade() -> None:
    op.create_index("ix_duties_of_department", "duties", ["department_id", *COUNTED])
    op.create_index("ix_duties_of_home", "duties", ["home_unit_id", *COUNTED])
    op.create_index("ix_duties_of_road_map", "duties", ["road_map_id", *ASKED])
    op.drop_index("ix_duties_road_map_id", "duties")
    op.drop_index("ix_duties_department_id_state_owed_by", "duties")
    op.drop_index("ix_duties_home_unit_id_state", "duties")
    op.drop_index("ix_execution_reports_campaign_item_id", "execution_reports")
    for name, column, where in (
        ("ix_execution_reports_of_campaigns", "campaign_item_id", OF_CAMPAIGNS),
        ("ix_execution_reports_of_chats", "created_at", OF_CHATS),
    ):
        op.create_index(name, "execution_reports", [column], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_execution_reports_of_chats", "execution_reports")
    op.drop_index("ix_execution_reports_of_campaigns", "execution_reports")
    op.create_index("ix_execution_reports_campaign_item_id", "execution_reports", ["campaign_item_id"])
    op.create_index("ix_duties_road_map_id", "duties", ["road_map_id"])
    op.drop_index("ix_duties_of_road_map", "duties")
    op.create_index("ix_duties_department_id_state_owed_by", "duties", ["department_id", "state", "owed_by"])
    op.create_index("ix_duties_home_unit_id_state", "duties", ["home_unit_id", "state"])
    op.drop_index("ix_duties_of_home", "duties")
    op.drop_index("ix_duties_of_department", "duties")
