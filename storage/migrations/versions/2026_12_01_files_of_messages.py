"""a message that brought a file remembers which one: an exchanged file is noticed"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_file_marks"
down_revision = "2026_12_01_minutes_come"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("typed_words", sa.Column("file_mark", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("typed_words", "file_mark")
