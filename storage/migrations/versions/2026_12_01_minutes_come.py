"""a table of minutes on its way to the desk, with what was said under it"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_minutes_come"
down_revision = "2026_12_01_proposed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incoming_documents", sa.Column("minutes_caption", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("incoming_documents", "minutes_caption")
