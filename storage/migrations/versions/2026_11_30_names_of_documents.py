"""units and people a document has brought in: they go with it when it is cancelled"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_names"
down_revision = "2026_11_30_short_names"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "import_names",
        sa.Column("id", BIG, nullable=False),
        sa.Column("import_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_names_import_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_import_names_unit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_import_names_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_names")),
    )
    op.create_index(op.f("ix_import_names_import_id"), "import_names", ["import_id"])


def downgrade() -> None:
    op.drop_table("import_names")
