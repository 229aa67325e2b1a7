"""duties given to people of the organisation that owes them, and what they answer"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_entrusting"
down_revision = "2026_12_01_evidence_rules"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
GIVEN = sa.text("ended_at IS NULL")
ANSWERED = sa.text("entrusted_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "entrustments",
        sa.Column("id", BIG, nullable=False),
        sa.Column("duty_id", BIG, nullable=False),
        sa.Column("given_by", BIG, nullable=False),
        sa.Column("is_each", sa.Boolean(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_entrustments_duty_id")),
        sa.ForeignKeyConstraint(["given_by"], ["persons.id"], name=op.f("fk_entrustments_given_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrustments")),
    )
    op.create_index(
        "uq_entrustments_given",
        "entrustments",
        ["duty_id"],
        unique=True,
        sqlite_where=GIVEN,
        postgresql_where=GIVEN,
    )
    op.create_table(
        "entrusted_people",
        sa.Column("id", BIG, nullable=False),
        sa.Column("entrustment_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["entrustment_id"], ["entrustments.id"], name=op.f("fk_entrusted_people_entrustment_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_entrusted_people_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrusted_people")),
        sa.UniqueConstraint(
            "entrustment_id", "person_id", name=op.f("uq_entrusted_people_entrustment_id_person_id")
        ),
    )
    op.create_index(op.f("ix_entrusted_people_person_id"), "entrusted_people", ["person_id"])
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("entrusted_id", BIG, nullable=True))
        evidence.create_foreign_key(
            op.f("fk_evidence_entrusted_id"), "entrusted_people", ["entrusted_id"], ["id"]
        )
    op.create_index(
        "ix_evidence_of_answers",
        "evidence",
        ["entrusted_id"],
        sqlite_where=ANSWERED,
        postgresql_where=ANSWERED,
    )


def downgrade() -> None:
    op.drop_index("ix_evidence_of_answers", "evidence")
    op.execute("DELETE FROM evidence WHERE entrusted_id IS NOT NULL")
    with op.batch_alter_table("evidence") as evidence:
        evidence.drop_constraint(op.f("fk_evidence_entrusted_id"), type_="foreignkey")
        evidence.drop_column("entrusted_id")
    op.drop_table("entrusted_people")
    op.drop_table("entrustments")
