"""secret addresses of calendars of due days"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_calendar_links"
down_revision = "2026_12_01_sealed_audit"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("id", BIG, nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_calendar_links_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_calendar_links_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_links")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_links_secret_hash")),
    )
    op.create_index(op.f("ix_calendar_links_person_id"), "calendar_links", ["person_id"])


def downgrade() -> None:
    op.drop_table("calendar_links")
