"""Tables of the quarterly monitoring."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.row import Row


class CampaignRow(Row):
    __tablename__ = "campaigns"
    __table_args__ = (UniqueConstraint("road_map_id", "first_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    road_map_id: Mapped[int] = mapped_column(ForeignKey("road_maps.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    opens_at: Mapped[datetime]
    nudges_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    state: Mapped[str]


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


class CampaignQuestionRow(Row):
    """What a campaign had asked when it closed: later reports must not rewrite its result."""

    __tablename__ = "campaign_questions"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
