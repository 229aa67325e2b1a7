"""Alembic's entry: runs the migrations over the connection `storage.migrate` hands in."""

from alembic import context

import storage.tables.control
import storage.tables.delivery
import storage.tables.people
import storage.tables.plan
import storage.tables.upkeep  # noqa: F401  the tables register themselves
from storage.tables.base import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
