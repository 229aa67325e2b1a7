"""absences with their deputies, and for whom a report or a decision was made"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_absences"
down_revision = "2026_12_01_done_on"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
RUNNING = sa.text("state = 'running'")
PLANNED = sa.text("state = 'planned'")


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", BIG, nullable=False),
        sa.Column("department_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("deputy_id", BIG, nullable=True),
        sa.Column("stand_in_id", BIG, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("set_by", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["units.id"], name=op.f("fk_absences_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_absences_person_id")),
        sa.ForeignKeyConstraint(["deputy_id"], ["persons.id"], name=op.f("fk_absences_deputy_id")),
        sa.ForeignKeyConstraint(["stand_in_id"], ["persons.id"], name=op.f("fk_absences_stand_in_id")),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name=op.f("fk_absences_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_person_id"), "absences", ["person_id"])
    _partial("uq_absences_running", ["person_id"], RUNNING, unique=True)
    _partial("ix_absences_stand_in", ["stand_in_id"], RUNNING)
    _partial("ix_absences_ending", ["ends_at"], RUNNING)
    _partial("ix_absences_beginning", ["starts_at"], PLANNED)
    for table in ("execution_reports", "decisions"):
        op.add_column(table, sa.Column("for_person_id", BIG, nullable=True))


def _partial(name: str, columns: list[str], where: sa.TextClause, *, unique: bool = False) -> None:
    op.create_index(name, "absences", columns, unique=unique, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for table in ("decisions", "execution_reports"):
        with op.batch_alter_table(table) as altered:
            altered.drop_column("for_person_id")
    op.drop_table("absences")
