"""whose a duty is in the words of who says «не моё», and since when a duty is taken up"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_whose"
down_revision = "2026_12_01_entrusting"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("reassignments") as table:
        table.add_column(sa.Column("named_unit_id", BIG, nullable=True))
        table.add_column(sa.Column("named_person_id", BIG, nullable=True))
        table.create_foreign_key(op.f("fk_reassignments_named_unit_id"), "units", ["named_unit_id"], ["id"])
        table.create_foreign_key(
            op.f("fk_reassignments_named_person_id"), "persons", ["named_person_id"], ["id"]
        )
    op.add_column("duties", sa.Column("taken_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("duties", "taken_on")
    with op.batch_alter_table("reassignments") as table:
        table.drop_constraint(op.f("fk_reassignments_named_person_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_reassignments_named_unit_id"), type_="foreignkey")
        table.drop_column("named_person_id")
        table.drop_column("named_unit_id")
