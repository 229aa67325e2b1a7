"""minutes of meetings stand among road maps as a kind of their own"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_minutes"
down_revision = "2026_12_01_merges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("road_maps", sa.Column("kind", sa.Text(), nullable=False, server_default="plan"))


def downgrade() -> None:
    with op.batch_alter_table("road_maps") as road_maps:
        road_maps.drop_column("kind")
