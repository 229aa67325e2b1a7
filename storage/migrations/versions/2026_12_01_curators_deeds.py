"""what a curator does about one duty: takes it off the plan, passes it up to the head"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_curators_deeds"
down_revision = "2026_12_01_erasures"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "duties", sa.Column("is_taken_off", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "duties_passed_up",
        sa.Column("duty_id", ID, sa.ForeignKey("duties.id", name="fk_duties_passed_up_duty_id")),
        sa.Column("by", ID, sa.ForeignKey("persons.id", name="fk_duties_passed_up_by"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("duty_id", name="pk_duties_passed_up"),
    )


def downgrade() -> None:
    op.drop_table("duties_passed_up")
    op.drop_column("duties", "is_taken_off")
