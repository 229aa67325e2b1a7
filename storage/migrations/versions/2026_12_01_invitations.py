"""invitations: where the link is shown, which account took it, who confirmed a coordinator"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_invitations"
down_revision = "2026_12_01_plan_tables"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("invites") as table:
        table.add_column(sa.Column("account_name", sa.Text(), nullable=True))
        table.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("confirmed_by", BIG, nullable=True))
        table.add_column(sa.Column("shown_channel", sa.Text(), nullable=True))
        table.add_column(sa.Column("shown_chat_id", BIG, nullable=True))
        table.add_column(sa.Column("shown_message_id", BIG, nullable=True))
        table.create_foreign_key(op.f("fk_invites_confirmed_by"), "persons", ["confirmed_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("invites") as table:
        table.drop_constraint(op.f("fk_invites_confirmed_by"), type_="foreignkey")
        for column in (
            "shown_message_id",
            "shown_chat_id",
            "shown_channel",
            "confirmed_by",
            "confirmed_at",
            "asked_at",
            "account_name",
        ):
            table.drop_column(column)
