"""sealed entries of the audit may go after their term: where the chain was cut is kept"""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_audit_cuts"
down_revision = "2026_12_01_map_closings"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSAL = "the audit is append-only"
CUT_POSITION = "COALESCE((SELECT max(position) FROM audit_cuts), 0)"
CUT_ENTRY = "COALESCE((SELECT max(last_entry) FROM audit_cuts), 0)"
KEPT = {"audit_links": f"OLD.position > {CUT_POSITION}", "audit_entries": f"OLD.id > {CUT_ENTRY}"}
"""What may not be deleted: whatever stands behind the last cut. A link keeps its entry by its reference."""


def upgrade() -> None:
    op.create_table(
        "audit_cuts",
        sa.Column("position", BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("last_entry", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_cuts")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for table, kept in KEPT.items():
            op.execute(f"DROP TRIGGER {table}_no_delete")
            op.execute(_sqlite(table, "delete", f" WHEN {kept}"))
        for deed in ("update", "delete"):
            op.execute(_sqlite("audit_cuts", deed))
        return
    op.execute(_function(knows_cuts=True))
    op.execute(
        "CREATE TRIGGER audit_cuts_append_only BEFORE UPDATE OR DELETE ON audit_cuts "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit()"
    )
    op.execute(
        "CREATE TRIGGER audit_cuts_never_emptied BEFORE TRUNCATE ON audit_cuts "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_cuts_no_{deed}")
        for table in KEPT:
            op.execute(f"DROP TRIGGER {table}_no_delete")
            op.execute(_sqlite(table, "delete"))
    else:
        op.execute("DROP TRIGGER audit_cuts_append_only ON audit_cuts")
        op.execute("DROP TRIGGER audit_cuts_never_emptied ON audit_cuts")
        op.execute(_function(knows_cuts=False))
    op.drop_table("audit_cuts")


def _sqlite(table: str, deed: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table}{when} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _function(*, knows_cuts: bool) -> str:
    allowed = "".join(
        f"IF TG_OP = 'DELETE' AND TG_TABLE_NAME = '{table}' THEN "
        f"IF NOT ({kept}) THEN RETURN OLD; END IF; END IF; "
        for table, kept in KEPT.items()
    )
    return (
        "CREATE OR REPLACE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {allowed if knows_cuts else ''}RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
