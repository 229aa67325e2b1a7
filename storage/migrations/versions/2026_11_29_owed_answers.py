"""an update whose answer is owed still holds its chat"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_owed"
down_revision = "2026_11_29_pace"
branch_labels = None
depends_on = None

NAME = "ix_inbox_updates_waiting"
COLUMNS = ["channel", "chat_id", "id"]
FORMER = sa.text("state IN ('new', 'claimed')")
WAITING = sa.text("state IN ('new', 'claimed', 'owed')")


def upgrade() -> None:
    op.drop_index(NAME, "inbox_updates")
    op.create_index(NAME, "inbox_updates", COLUMNS, sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    op.execute("UPDATE inbox_updates SET state = 'done' WHERE state = 'owed'")
    op.drop_index(NAME, "inbox_updates")
    op.create_index(NAME, "inbox_updates", COLUMNS, sqlite_where=FORMER, postgresql_where=FORMER)
