"""Remarks and reasons are remembered with the message that brought them, so that an edit can change them."""

from roadmap.control.typed_words import Became, SaidIn
from storage.unit_of_work import UnitOfWork


async def remember_answer(uow: UnitOfWork, became: Became, subject_id: int, words: str) -> None:
    """Note which message these words came in; nothing where they were chosen and not typed."""
    update = uow.update
    if update is None or update.said_message_id is None or not words:
        return
    said_in = SaidIn(place=update.place, message_id=update.said_message_id)
    await uow.typed_words.add_answer(became, subject_id, said_in, words)
