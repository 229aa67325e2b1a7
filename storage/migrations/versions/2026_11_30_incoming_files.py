"""files on their way into a draft: sent by a person, not fetched yet"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_incoming_files"
down_revision = "2026_11_30_names"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "incoming_files",
        sa.Column("id", BIG, nullable=False),
        sa.Column("draft_id", BIG, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("album", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["report_drafts.id"], name=op.f("fk_incoming_files_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_files")),
    )
    op.create_index(op.f("ix_incoming_files_draft_id"), "incoming_files", ["draft_id"])
    op.create_index(op.f("ix_incoming_files_state_not_before"), "incoming_files", ["state", "not_before"])


def downgrade() -> None:
    op.drop_table("incoming_files")
