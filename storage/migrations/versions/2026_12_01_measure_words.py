"""the words of measures in an index: what is typed finds them without reading them all"""

import re

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_measure_words"
down_revision = "2026_12_01_difficulties"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER, TITLE, ELSEWHERE = 0, 1, 2
SLICE = 500


def upgrade() -> None:
    words = op.create_table(
        "measure_words",
        sa.Column("word", WORD, nullable=False),
        sa.Column("measure_id", BIG, autoincrement=False, nullable=False),
        sa.Column("place", BIG, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], name=op.f("fk_measure_words_measure_id")),
        sa.PrimaryKeyConstraint("word", "measure_id", "place", name=op.f("pk_measure_words")),
    )
    op.create_index(op.f("ix_measure_words_measure_id"), "measure_words", ["measure_id"])
    known = op.get_bind().execute(
        sa.text("SELECT id, number, title, result, responsible_text FROM measures ORDER BY id")
    )
    rows = [row for measure in known.all() for row in _rows(*measure)]
    for start in range(0, len(rows), SLICE):
        op.bulk_insert(words, rows[start : start + SLICE])


def downgrade() -> None:
    op.drop_table("measure_words")


def _rows(id_: int, number: str, title: str, result: str, responsible: str) -> list[dict[str, object]]:
    found = dict.fromkeys(re.findall(r"\w+", _folded(f"{result} {responsible}")), ELSEWHERE)
    found |= dict.fromkeys(re.findall(r"\w+", _folded(title)), TITLE)
    rows: list[dict[str, object]] = [
        {"word": word, "measure_id": id_, "place": place} for word, place in found.items()
    ]
    numbered = _folded(number).strip(".")
    return [*rows, {"word": numbered, "measure_id": id_, "place": NUMBER}] if numbered else rows


def _folded(words: str) -> str:
    """As the program compared wordings on the day this was written."""
    shown = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", words)
    folded = re.sub("[\u2010-\u2015\u2212]", "-", shown).casefold().replace("\u0451", "\u0435")
    folded = re.sub('[\u00ab\u00bb\u201c\u201d\u201e"]', "", folded)
    folded = re.sub(r"(?<=\b\w\.)\s+(?=\w)", "", re.sub(r"\s+", " ", folded))
    return folded.strip(" .,;:!\"'\u00ab\u00bb\u201c\u201d\u201e()-")
