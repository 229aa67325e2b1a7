"""whose data are erased, and what is still to be done about it"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_erasures"
down_revision = "2026_12_01_calendars"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("persons", sa.Column("erased_at", MOMENT, nullable=True))
    op.create_table(
        "erasures",
        sa.Column("person_id", BIG, autoincrement=False, nullable=False),
        sa.Column("department_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("file_keys", sa.JSON(), nullable=False),
        sa.Column("with_evidence", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_erasures_person_id")),
        sa.ForeignKeyConstraint(["department_id"], ["units.id"], name=op.f("fk_erasures_department_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasures")),
    )


def downgrade() -> None:
    op.drop_table("erasures")
    with op.batch_alter_table("persons") as persons:
        persons.drop_column("erased_at")
