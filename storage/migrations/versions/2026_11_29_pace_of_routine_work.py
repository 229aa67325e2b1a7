"""what a plan makes of routine work; measures in force keep every control point they have"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_pace"
down_revision = "2026_11_29_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("measures") as measures:
        measures.add_column(sa.Column("pace", sa.Text(), nullable=False, server_default="each"))


def downgrade() -> None:
    with op.batch_alter_table("measures") as measures:
        measures.drop_column("pace")
