"""«Служебная записка» about a moved date, as a department files it."""

from collections.abc import Sequence

from roadmap.control.extension_memo import ExtensionMemo
from roadmap.control.requests import ExtensionRequest, RequestState
from services.notice import Html, Notice, bold, lines, text
from texts.short import passage, shortened

TITLE = "СЛУЖЕБНАЯ ЗАПИСКА"
MADE = "Записка готова."
SUBJECT = "о переносе срока исполнения мероприятия"
_REASON, _EARLIER = 800, 200


def addressed(memo: ExtensionMemo) -> Sequence[str]:
    """To whom and from whom, as it stands in the upper right corner."""
    sender = ", ".join(part for part in (memo.author_post, memo.assignee) if part)
    return (f"Кому: {memo.department}, начальнику", f"от: {memo.author}" + (f", {sender}" if sender else ""))


def paragraphs(memo: ExtensionMemo) -> Sequence[str]:
    """What is asked, why, and what was asked before."""
    request = memo.request
    what = f"п. {memo.number} «{memo.title}»" if memo.number else f"«{memo.title}»"
    verb = "Прошу перенести" if request.state is RequestState.OPEN else "Прошу считать перенесённым"
    asked = (
        f"{verb} срок исполнения мероприятия {what} дорожной карты «{memo.road_map}» "
        f"с {request.from_due_on:%d.%m.%Y} на {request.to_due_on:%d.%m.%Y}."
    )
    said = [asked, f"Причина: {passage(request.reason, _REASON) or 'не указана'}."]
    if memo.original_on is not None and memo.original_on != request.from_due_on:
        said.append(f"Первоначальный срок по документу: {memo.original_on:%d.%m.%Y}.")
    said.append("Ранее срок не переносился." if not memo.earlier else "Ранее о переносе просили:")
    return said


def history(memo: ExtensionMemo) -> Sequence[str]:
    """Earlier requests with what became of them."""
    return [_earlier(each) for each in memo.earlier]


def _earlier(request: ExtensionRequest) -> str:
    outcome = {
        RequestState.GRANTED: "перенесён",
        RequestState.REFUSED: "отказано",
        RequestState.WITHDRAWN: "просьба отозвана",
        RequestState.OPEN: "решения нет",
    }[request.state]
    reason = shortened(request.reason, _EARLIER) or "причина не указана"
    days = f"с {request.from_due_on:%d.%m.%Y} на {request.to_due_on:%d.%m.%Y}"
    return f"{request.created_at:%d.%m.%Y}: {days}, {reason}; {outcome}"


def signature(memo: ExtensionMemo) -> str:
    return f"{memo.today:%d.%m.%Y}          ____________          {memo.author}"


def file_name(memo: ExtensionMemo) -> str:
    number = "".join(sign for sign in memo.number if sign.isalnum() or sign == ".").strip(".")
    return f"Служебная записка, {f'п. {number}, ' if number else ''}{memo.today:%Y-%m-%d}.docx"


def caption(memo: ExtensionMemo) -> Notice:
    """Under the file in the chat."""
    what = f"п. {memo.number} {memo.title}" if memo.number else memo.title
    return Notice(
        body=lines(
            bold("Служебная записка о переносе срока"),
            text(shortened(what, 200)),
            Html("Прочтите и подпишите."),
        )
    )
