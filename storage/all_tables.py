"""Every table registers itself with `Row.metadata` when this is imported."""

import storage.control.tables
import storage.delivery.tables
import storage.imports.tables
import storage.monitoring.tables
import storage.people.tables
import storage.plan.tables
import storage.process.tables
import storage.reminding.tables  # noqa: F401
from storage.row import Row

METADATA = Row.metadata
