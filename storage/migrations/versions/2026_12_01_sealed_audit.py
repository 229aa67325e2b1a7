"""entries of the audit can be added and nothing else, and links of a chain seal them"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_sealed_audit"
down_revision = "2026_12_01_invitations"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("audit_entries", "audit_links")
REFUSAL = "the audit is append-only"


def upgrade() -> None:
    op.create_table(
        "audit_links",
        sa.Column("position", BIG, autoincrement=False, nullable=False),
        sa.Column("entry_id", BIG, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entries.id"], name=op.f("fk_audit_links_entry_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_links")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_links_entry_id")),
    )
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for deed in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{deed}")
    else:
        for table in TABLES:
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            op.execute(f"DROP TRIGGER {table}_never_emptied ON {table}")
        op.execute("DROP FUNCTION refuse_change_of_audit()")
    op.drop_table("audit_links")


def _guards() -> list[str]:
    if op.get_bind().dialect.name == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for table in TABLES
            for deed in ("update", "delete")
        ]
    function = (
        "CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    rows = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit()"
        for table in TABLES
    ]
    whole = [
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()"
        for table in TABLES
    ]
    return [function, *rows, *whole]
