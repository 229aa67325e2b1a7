"""What a request for another date looks like to the one who asks and the one who decides."""

from dataclasses import dataclass
from datetime import date, datetime

from roadmap.brevity import PersonName
from roadmap.control.requests import ExtensionRequest
from roadmap.delivery.outbox import Delivery
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view
from services.control.requests.life_cycle import EXTENSION, asked_of, name_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionOffer:
    """Dates offered to somebody who wants another one; `earlier` are the requests made before."""

    view: CardView
    offered: tuple[date, ...]
    earlier: tuple[ExtensionRequest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionView:
    """One request with its duty; `author` asks, `earlier` are the requests before this one.

    `offered` are other dates for the one who decides; empty in what is sent unasked.
    """

    view: CardView
    request: ExtensionRequest
    author: PersonName
    decided_by: PersonName
    earlier: tuple[ExtensionRequest, ...]
    offered: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionAsked:
    """To a curator."""

    asked: ExtensionView


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDecided:
    """To the one who asked."""

    asked: ExtensionView


async def view_extension(uow: UnitOfWork, request: ExtensionRequest, view: CardView) -> ExtensionView:
    """The request beside the card of its duty."""
    requests = await uow.requests.of_duty(ExtensionRequest, request.duty_id)
    return ExtensionView(
        view=view,
        request=request,
        author=await name_of(uow, request.author_id),
        decided_by=await name_of(uow, request.decided_by),
        earlier=tuple(each for each in requests if each.id < request.id),
    )


async def compose_extension_asked(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> ExtensionAsked | Cancelled:
    """Cancelled when the request is settled or the recipient no longer decides on it."""
    found = await asked_of(uow, delivery, EXTENSION, now)
    return found if isinstance(found, Cancelled) else ExtensionAsked(asked=await view_extension(uow, *found))


async def compose_extension_decided(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> ExtensionDecided | Cancelled:
    """The decision; cancelled when the duty is not the recipient's any more."""
    request = await uow.requests.get(ExtensionRequest, delivery.subject_id)
    if request is None:
        return Cancelled("no such request")
    view = await recipient_view(uow, delivery, request.duty_id, now)
    if isinstance(view, Cancelled):
        return view
    return ExtensionDecided(asked=await view_extension(uow, request, view))
