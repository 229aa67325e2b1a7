"""what a report has to come with: words, a document or a photo"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_evidence_rules"
down_revision = "2026_12_01_drawn_boards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measures", sa.Column("evidence", sa.Text(), nullable=False, server_default="words"))
    op.execute("UPDATE measures SET evidence = 'document' WHERE requires_evidence")
    with op.batch_alter_table("measures") as measures:
        measures.drop_column("requires_evidence")


def downgrade() -> None:
    op.add_column(
        "measures", sa.Column("requires_evidence", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE measures SET requires_evidence = (evidence <> 'words')")
    with op.batch_alter_table("measures") as measures:
        measures.drop_column("evidence")
