"""which message brought which words of a draft or a report, so that an edited message changes them"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_typed_words"
down_revision = "2026_11_30_incoming_files"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "typed_words",
        sa.Column("id", BIG, nullable=False),
        sa.Column("draft_id", BIG, nullable=True),
        sa.Column("report_id", BIG, nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["report_drafts.id"], name=op.f("fk_typed_words_draft_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["execution_reports.id"], name=op.f("fk_typed_words_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_words")),
    )
    op.create_index(op.f("ix_typed_words_draft_id"), "typed_words", ["draft_id"])
    op.create_index(op.f("ix_typed_words_report_id"), "typed_words", ["report_id"])
    op.create_index(
        op.f("ix_typed_words_channel_chat_id_message_id"), "typed_words", ["channel", "chat_id", "message_id"]
    )


def downgrade() -> None:
    op.drop_table("typed_words")
