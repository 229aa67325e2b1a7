"""documents on their way to the desk: sent by a coordinator, not read and shown yet"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_incoming_documents"
down_revision = "2026_12_01_signers"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "incoming_documents",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("import_id", BIG, nullable=True),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_incoming_documents_person_id")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_incoming_documents_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_documents")),
    )
    op.create_index(op.f("ix_incoming_documents_not_before"), "incoming_documents", ["not_before"])


def downgrade() -> None:
    op.drop_table("incoming_documents")
