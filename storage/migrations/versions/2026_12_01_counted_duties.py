"""totals are counted within an index of duties; what it leads with is the department or the home unit"""

from alembic import op

revision = "2026_12_01_counted_duties"
down_revision = "2026_12_01_unit_subtrees"
branch_labels = None
depends_on = None

COUNTED = ["state", "owed_by", "stopped_on", "original_due_on"]


def upgrade() -> None:
    op.create_index("ix_duties_of_department", "duties", ["department_id", *COUNTED])
    op.create_index("ix_duties_of_home", "duties", ["home_unit_id", *COUNTED])
    op.drop_index("ix_duties_department_id_state_owed_by", "duties")
    op.drop_index("ix_duties_home_unit_id_state", "duties")


def downgrade() -> None:
    op.create_index("ix_duties_department_id_state_owed_by", "duties", ["department_id", "state", "owed_by"])
    op.create_index("ix_duties_home_unit_id_state", "duties", ["home_unit_id", "state"])
    op.drop_index("ix_duties_of_home", "duties")
    op.drop_index("ix_duties_of_department", "duties")
