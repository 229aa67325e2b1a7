"""the short name of a road map"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_short_names"
down_revision = "2026_11_30_commands"
branch_labels = None
depends_on = None

LONGEST = 36


def upgrade() -> None:
    op.add_column("road_maps", sa.Column("short_name", sa.Text(), nullable=True))
    road_maps = sa.table("road_maps", *map(sa.column, ("id", "title", "short_name")))
    taken: set[str] = set()
    for row in op.get_bind().execute(sa.select(road_maps.c.id, road_maps.c.title)).all():
        name = _short(row.title)
        name = name if name not in taken else f"{name} ({row.id})"
        taken.add(name)
        op.execute(sa.update(road_maps).where(road_maps.c.id == row.id).values(short_name=name))
    with op.batch_alter_table("road_maps") as batch:
        batch.alter_column("short_name", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    op.drop_column("road_maps", "short_name")


def _short(title: str) -> str:
    """The next new road map gets a better one."""
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
