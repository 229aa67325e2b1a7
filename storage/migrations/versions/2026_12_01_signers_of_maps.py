"""who signs what is printed of a road map"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_signers"
down_revision = "2026_12_01_counted_duties"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("road_maps", sa.Column("signers", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("road_maps") as road_maps:
        road_maps.drop_column("signers")
