"""calendars that were loaded, and by which of them plans are laid"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_calendars"
down_revision = "2026_12_01_api_keys"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "calendar_years",
        sa.Column("year", BIG, autoincrement=False, nullable=False),
        sa.Column("has_transfers", sa.Boolean(), nullable=False),
        sa.Column("days_off", sa.JSON(), nullable=False),
        sa.Column("working_weekends", sa.JSON(), nullable=False),
        sa.Column("regional", sa.JSON(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_years")),
    )
    op.create_table(
        "school_holidays",
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("season", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("first_on", name=op.f("pk_school_holidays")),
    )
    op.create_table(
        "calendar_state",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("layings", BIG, nullable=False),
        sa.Column("laid_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_state")),
    )


def downgrade() -> None:
    op.drop_table("calendar_state")
    op.drop_table("school_holidays")
    op.drop_table("calendar_years")
