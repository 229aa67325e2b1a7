"""a person's own time zone, when they left, and the words their name is found by"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_12_01_people_in_hand"
down_revision = "2026_12_01_unit_subtrees"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("persons", sa.Column("time_zone", sa.Text(), nullable=True))
    op.add_column("persons", sa.Column("left_at", MOMENT, nullable=True))
    op.create_table(
        "name_words",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.Column("department_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_name_words_person_id")),
        sa.ForeignKeyConstraint(["department_id"], ["units.id"], name=op.f("fk_name_words_department_id")),
        sa.PrimaryKeyConstraint("person_id", "word", name=op.f("pk_name_words")),
    )
    op.create_index(op.f("ix_name_words_department_id_word"), "name_words", ["department_id", "word"])
    _fill()


def _fill() -> None:
    persons = sa.table("persons", sa.column("id"), sa.column("department_id"), sa.column("name"))
    words = sa.table("name_words", sa.column("person_id"), sa.column("word"), sa.column("department_id"))
    rows = [
        {"person_id": person.id, "department_id": person.department_id, "word": word}
        for person in op.get_bind().execute(sa.select(persons)).all()
        for word in set(person.name.casefold().replace("ё", "е").replace(".", " ").split())
    ]
    if rows:
        op.bulk_insert(words, rows)


def downgrade() -> None:
    op.drop_index(op.f("ix_name_words_department_id_word"), table_name="name_words")
    op.drop_table("name_words")
    with op.batch_alter_table("persons") as persons:
        persons.drop_column("left_at")
        persons.drop_column("time_zone")
