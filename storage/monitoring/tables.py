"""Tables of the quarterly monitoring."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row

_REGULAR = text("rhythm <> 'by_hand'")


class CampaignRow(Row):
    """By hand a part of a road map may be asked about as often as somebody wants."""

    __tablename__ = "campaigns"
    __table_args__ = (
        Index(
            "uq_campaigns_of_period",
            *("road_map_id", "rhythm", "first_on"),
            unique=True,
            sqlite_where=_REGULAR,
            postgresql_where=_REGULAR,
        ),
        Index(None, "road_map_id", "first_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    rhythm: Mapped[str] = mapped_column(server_default="quarterly")
    first_on: Mapped[date]
    last_on: Mapped[date]
    answers_from: Mapped[datetime]
    opens_at: Mapped[datetime]
    nudges_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    state: Mapped[str]
    nudges: Mapped[int] = mapped_column(server_default="0")
    section_id: Mapped[int | None] = mapped_column(ForeignKey("sections.id"))
    unit_ids: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id"))
    is_settled: Mapped[bool] = mapped_column(server_default=false())


class CampaignItemRow(Row):
    """A unit or person the monitoring asks. What is answered is read from the reports, never stored here."""

    __tablename__ = "campaign_items"
    __table_args__ = (
        UniqueConstraint("campaign_id", "unit_id"),
        UniqueConstraint("campaign_id", "person_id"),
        CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="one_addressee"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)


class FilledFormRow(Row):
    """A form of a campaign that came back: its rows are written as reports once they are confirmed."""

    __tablename__ = "filled_forms"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    sent_by: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    file_name: Mapped[str]
    file_key: Mapped[str]
    rows: Mapped[list[Any]]
    state: Mapped[str]
    received_at: Mapped[datetime]


class DrawnBoardRow(Row):
    """When the card of a campaign in a curator's chat was drawn last, and up to which report.

    The delivery may be forgotten before it.
    """

    __tablename__ = "drawn_boards"

    delivery_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[int]
    drawn_at: Mapped[datetime]


class CampaignQuestionRow(Row):
    """What a campaign had asked when it closed: later reports must not rewrite its result."""

    __tablename__ = "campaign_questions"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
