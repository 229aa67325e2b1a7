"""which list of commands a chat was given"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_commands"
down_revision = "2026_11_30_own_time"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("commands", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "commands")
