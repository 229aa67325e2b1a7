"""the subtree of every unit as rows: who watches a unit is looked up, not walked to"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_unit_subtrees"
down_revision = "2026_12_01_places"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "unit_subtrees",
        sa.Column("root_id", ID, sa.ForeignKey("units.id", name="fk_unit_subtrees_root_id")),
        sa.Column("unit_id", ID, sa.ForeignKey("units.id", name="fk_unit_subtrees_unit_id")),
        sa.PrimaryKeyConstraint("root_id", "unit_id", name="pk_unit_subtrees"),
    )
    op.create_index("ix_unit_subtrees_unit_id", "unit_subtrees", ["unit_id"])
    op.execute(
        "INSERT INTO unit_subtrees (root_id, unit_id)"
        " WITH RECURSIVE tree (root_id, unit_id) AS ("
        "SELECT id, id FROM units"
        " UNION SELECT tree.root_id, units.id FROM units JOIN tree ON units.parent_id = tree.unit_id)"
        " SELECT root_id, unit_id FROM tree"
    )


def downgrade() -> None:
    op.drop_table("unit_subtrees")
