"""The declarative base: naming of constraints (for migrations) and Python type → column type."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Float, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from storage.types import BigId, Moment


class Row(DeclarativeBase):
    """A table row. Rows do not leave `storage`."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        int: BigId,
        float: Float(),
        str: Text(),
        date: Date(),
        datetime: Moment(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }
