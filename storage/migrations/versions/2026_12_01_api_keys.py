"""keys of the read-only interface for other programs"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_api_keys"
down_revision = "2026_12_01_calendar_links"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["department_id"], ["units.id"], name=op.f("fk_api_keys_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_api_keys_secret_hash")),
    )
    op.create_index(op.f("ix_api_keys_department_id"), "api_keys", ["department_id"])


def downgrade() -> None:
    op.drop_table("api_keys")
