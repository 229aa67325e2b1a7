"""forms of campaigns that came back filled in"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_filled_forms"
down_revision = "2026_12_01_measure_words"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "filled_forms",
        sa.Column("id", BIG, nullable=False),
        sa.Column("campaign_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("sent_by", BIG, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_filled_forms_campaign_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_filled_forms_unit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_filled_forms_person_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["persons.id"], name=op.f("fk_filled_forms_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filled_forms")),
    )
    op.create_index(op.f("ix_filled_forms_campaign_id"), "filled_forms", ["campaign_id"])


def downgrade() -> None:
    op.drop_table("filled_forms")
