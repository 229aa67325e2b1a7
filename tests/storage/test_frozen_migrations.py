"""What a migration does must not change when the code it was written beside does."""

import ast
from pathlib import Path

import storage.migrations.versions
from storage.migrate import newest, revisions


def test_no_migration_imports_the_product() -> None:
    (folder,) = storage.migrations.versions.__path__
    files = sorted(Path(folder).glob("*.py"))
    imported = {
        (node.module or "." if isinstance(node, ast.ImportFrom) else name.name).partition(".")[0]
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert len(files) > 3
    assert imported <= {"alembic", "collections", "re", "sqlalchemy"}


def test_the_newest_revision_is_known_without_loading_what_migrates() -> None:
    assert newest() == revisions()[0]
