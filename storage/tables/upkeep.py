"""What the process keeps about itself."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Row


class WatermarkRow(Row):
    """One row: how often this database was marked; a file outside knows it too (services/watermark.py)."""

    __tablename__ = "watermarks"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    at: Mapped[datetime]
