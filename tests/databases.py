"""Which database a test stands on."""

import pytest

both_databases = pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
"""For modules whose promises rest on what a database does."""
