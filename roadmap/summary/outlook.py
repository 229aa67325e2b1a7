"""By what one looks at the messages to come."""

from enum import StrEnum


class OutlookBy(StrEnum):
    """By what the messages to come are looked at."""

    ALL = ""
    ROAD_MAP = "m"
    UNIT = "u"
    PERSON = "p"
