"""What a request for another date looks like to the one who asks and the one who decides."""

from dataclasses import dataclass
from datetime import date, datetime

from roadmap.control.requests import ExtensionRequest, RequestState
from roadmap.delivery.outbox import Delivery
from roadmap.ids import ExtensionId
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view
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
    author: str
    decided_by: str
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
    author = await uow.people.person(request.author_id)
    curator = await uow.people.person(request.decided_by) if request.decided_by else None
    return ExtensionView(
        view=view,
        request=request,
        author=author.name if author else "",
        decided_by=curator.name if curator else "",
        earlier=tuple(
            each for each in await uow.requests.extensions(request.duty_id) if each.id < request.id
        ),
    )


async def compose_extension_asked(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> ExtensionAsked | Cancelled:
    """Cancelled when the request is settled or the recipient no longer decides on it."""
    found = await _for_recipient(uow, delivery, now)
    if isinstance(found, Cancelled):
        return found
    if found.request.state is not RequestState.OPEN or not found.view.viewer.is_curator:
        return Cancelled("not waited for any more")
    return ExtensionAsked(asked=found)


async def compose_extension_decided(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> ExtensionDecided | Cancelled:
    """The decision; cancelled when the duty is not the recipient's any more."""
    found = await _for_recipient(uow, delivery, now)
    return found if isinstance(found, Cancelled) else ExtensionDecided(asked=found)


async def _for_recipient(uow: UnitOfWork, delivery: Delivery, now: datetime) -> ExtensionView | Cancelled:
    request = await uow.requests.extension(ExtensionId(delivery.subject_id))
    if request is None:
        return Cancelled("no such request")
    view = await recipient_view(uow, delivery, request.duty_id, now)
    return view if isinstance(view, Cancelled) else await view_extension(uow, request, view)
