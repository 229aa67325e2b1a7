"""Alembic's entry: runs the migrations over the connection `storage.migrate` hands in."""

from alembic import context

from storage.all_tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
