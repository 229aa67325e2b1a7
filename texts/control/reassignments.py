"""«Не моё»: saying so, deciding, and what each side hears."""

from services.buttons.deciding import QueueButton
from services.buttons.duties import MyDutiesButton, OpenDutyButton
from services.buttons.reporting import StartReportButton
from services.buttons.requests import (
    NameWhoseButton,
    OpenReassignmentButton,
    PassButton,
    ReassignmentReasonButton,
    RefuseReassignmentButton,
    RefuseReassignmentSilentlyButton,
    TargetsButton,
    UndoPassButton,
    WhoseButton,
)
from services.control.duties.cards import CardView
from services.control.requests.passing_on import Target
from services.control.requests.reassignment_views import (
    Chosen,
    DutyPassed,
    Passed,
    ReassignmentAsked,
    ReassignmentGranted,
    ReassignmentRefused,
    ReassignmentView,
    Targets,
    Whose,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, quote
from texts.control.duty_words import measure_name, name, of_map, on_day, whose
from texts.control.extensions import present_date
from texts.plural import plural
from texts.short import passage, shortened

TAKEN_SHOWN = 3
REASONS = (
    "Это делает другая организация",
    "За это теперь отвечают другие",
    "Нас указали по ошибке",
)
NAMED = "Куратор увидит, кого вы назвали."
ASKED = "Куратор узнает, что это не ваше. До решения пункт за вами. Сказано в срок: дни до решения не в счёт."
WITHDRAWN = "Просьба отозвана."
LEFT = "Пункт остаётся у исполнителя."
PASSED = "Передано."
CAME_BACK = "Передача отменена, просьба снова ждёт решения."
UNREACHABLE = "⚠️ Оттуда в «Вехе» пока никого нет: сообщение не дойдёт, пока их не пригласят."


# Asking


def ask_reason(view: CardView) -> Notice:
    """Why is it not theirs?"""
    duty = view.card.duty
    rows = [
        (Button(words, ReassignmentReasonButton(duty.id, duty.version, place)),)
        for place, words in enumerate(REASONS)
    ]
    return Notice(
        body=lines(
            bold("Не моё. ") + name(duty, 300),
            "",
            "Почему? Выберите или напишите. Чьё это, спрошу следом. До решения куратора пункт за вами.",
        ),
        buttons=(*rows, (Button("‹ К карточке", OpenDutyButton(duty.id)),)),
    )


def ask_whose(found: Whose) -> Notice:
    """«Не моё» is told; whose it is may be named now."""
    duty_id = found.view.card.duty.id
    rows: list[tuple[Button, ...]] = [
        (Button(shortened(unit.name, 48), NameWhoseButton(duty_id, "unit", unit.id)),) for unit in found.units
    ]
    rows += [
        (
            Button(
                shortened(f"{one.name}, {one.post}" if one.post else one.name, 48),
                NameWhoseButton(duty_id, "person", one.id),
            ),
        )
        for one in found.persons
    ]
    if found.pages > 1:
        arrows = [Button("‹", WhoseButton(duty_id, found.page - 1))] if found.page else []
        if found.page + 1 < found.pages:
            arrows.append(Button("›", WhoseButton(duty_id, found.page + 1)))
        rows.append(tuple(arrows))
    is_empty = bool(found.typed) and not (found.units or found.persons or found.taken)
    taken = ", ".join(shortened(each, 60) for each in found.taken[:TAKEN_SHOWN])
    nobody = f"Не нашлось: «{shortened(found.typed, 60)}». Напишите иначе." if is_empty else None
    return Notice(
        body=lines(
            bold("Куратор узнает, что это не ваше"),
            name(found.view.card.duty, 300),
            "",
            nobody,
            f"Этот пункт уже есть: {taken}. Передать туда нельзя, укажите другого." if taken else None,
            "Чьё это? Выберите или напишите название организации либо фамилию. Это не обязательно.",
        ),
        buttons=(*rows, (Button("Не знаю", OpenDutyButton(duty_id)),)),
    )


# Deciding


def reassignment_screen(asked: ReassignmentView) -> Notice:
    """«Не моё» with the curator's choices."""
    request_id = asked.request.id
    return Notice(
        body=_reassignment_body(asked),
        buttons=(
            *_named_row(asked),
            (
                Button(
                    "Передать организации", TargetsButton(request_id, "units", 0), style=ButtonStyle.PRIMARY
                ),
            ),
            (Button("Передать сотруднику", TargetsButton(request_id, "persons", 0)),),
            (Button("Оставить как есть", RefuseReassignmentButton(request_id), style=ButtonStyle.DANGER),),
            (
                Button("Карточка", OpenDutyButton(asked.view.card.duty.id)),
                Button("Очередь", QueueButton(0)),
            ),
        ),
    )


def _named_row(asked: ReassignmentView) -> tuple[tuple[Button, ...], ...]:
    """Straight to the one who was named."""
    request = asked.request
    kind = "unit" if request.named_unit_id is not None else "person"
    target_id = request.named_unit_id or request.named_person_id
    if not asked.named or target_id is None:
        return ()
    label = shortened(f"Передать: {asked.named}", 60)
    return ((Button(label, PassButton(request.id, kind, target_id, "ask"), style=ButtonStyle.SUCCESS),),)


def _reassignment_body(asked: ReassignmentView) -> Html:
    duty = asked.view.card.duty
    return lines(
        bold("↪️ Ответ исполнителя: «не моё»"),
        "",
        name(duty, 300),
        f"{whose(duty.assignee, asked.author)}:",
        quote(passage(asked.request.reason, 500)),
        f"Исполнитель говорит, чьё это: {shortened(asked.named, 120)}." if asked.named else None,
        present_date(asked.view),
    )


def targets(found: Targets) -> Notice:
    """A page of organisations or people it may go to."""
    request_id = found.asked.request.id
    kind = "persons" if found.persons else "units"
    rows: list[tuple[Button, ...]] = [
        (Button(shortened(unit.name, 48), PassButton(request_id, "unit", unit.id, "ask")),)
        for unit in found.units
    ]
    rows += [
        (
            Button(
                shortened(f"{person.name}, {person.post}" if person.post else person.name, 48),
                PassButton(request_id, "person", person.id, "ask"),
            ),
        )
        for person in found.persons
    ]
    if found.pages > 1:
        arrows = [Button("‹", TargetsButton(request_id, kind, found.page - 1))] if found.page else []
        if found.page + 1 < found.pages:
            arrows.append(Button("›", TargetsButton(request_id, kind, found.page + 1)))
        rows.append(tuple(arrows))
    rows.append((Button("‹ Назад", OpenReassignmentButton(request_id)),))
    nobody = (
        "Передать некому: сначала заведите организации и людей."
        if not (found.units or found.persons)
        else None
    )
    return Notice(
        body=lines(bold("Кому передать? ") + name(found.asked.view.card.duty, 300), nobody),
        buttons=tuple(rows),
    )


def confirm_target(chosen: Chosen, target: Target) -> Notice:
    """What exactly moves: this control point, or all that are left of the measure."""
    request_id = chosen.asked.request.id
    kind, target_id = ("unit", target.unit_id) if target.unit_id is not None else ("person", target.person_id)
    assert target_id is not None
    label = "Передать" if not chosen.more else "Передать только этот срок"
    rows = [(Button(label, PassButton(request_id, kind, target_id, "one"), style=ButtonStyle.PRIMARY),)]
    if chosen.more:
        whole = f"Передать все оставшиеся сроки ({chosen.more + 1})"
        rows.append((Button(whole, PassButton(request_id, kind, target_id, "all")),))
    return Notice(
        body=lines(
            bold("Передать. ") + name(chosen.asked.view.card.duty, 300),
            "",
            Html("Новый исполнитель: ") + bold(shortened(chosen.name, 120)),
            None if chosen.reachable else UNREACHABLE,
        ),
        buttons=(*rows, (Button("‹ Назад", OpenReassignmentButton(request_id)),)),
    )


def passed(done: Passed) -> Notice:
    """What the press has done."""
    number = len(done.duty_ids)
    count = f" ({plural(number, 'срок', 'срока', 'сроков')})" if number > 1 else ""
    return Notice(
        body=lines(
            bold("Передано. ") + name(done.duty, 300),
            "",
            f"Новый исполнитель: {shortened(done.name, 120)}{count}.",
            None if done.reachable else UNREACHABLE,
        ),
        buttons=(
            (Button("Отменить передачу", UndoPassButton(done.request_id)),),
            (Button("Дальше по очереди ›", QueueButton(0)),),
        ),
    )


def pass_undone(view: CardView) -> Notice:
    """In place of what was told about the passing: it is not so any more."""
    return Notice(
        body=lines(
            bold("Отменено: пункт не передан"),
            "",
            name(view.card.duty, 300),
            "Он у прежнего исполнителя, решение ещё впереди.",
        ),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
    )


def ask_refusal(asked: ReassignmentView) -> Notice:
    """Why it stays: by typing, or without words."""
    return Notice(
        body=lines(
            bold("Оставить у исполнителя. ") + name(asked.view.card.duty, 300),
            "",
            "Напишите, почему пункт остаётся здесь, или оставьте без пояснения.",
        ),
        buttons=(
            (Button("Без пояснения", RefuseReassignmentSilentlyButton(asked.request.id)),),
            (Button("‹ Назад", OpenReassignmentButton(asked.request.id)),),
        ),
    )


def reassignment_asked(view: ReassignmentAsked) -> Notice:
    """To a curator, with the decision right here."""
    return reassignment_screen(view.asked)


def reassignment_decided(view: ReassignmentRefused | ReassignmentGranted | DutyPassed) -> Notice:
    """To the one who said «не моё» what became of it, to the new assignee what has come."""
    match view:
        case ReassignmentRefused():
            return reassignment_refused(view)
        case ReassignmentGranted():
            return reassignment_granted(view)
        case DutyPassed():
            return duty_passed(view)


def reassignment_refused(view: ReassignmentRefused) -> Notice:
    """To the one who said «не моё»."""
    duty = view.view.card.duty
    report = StartReportButton(duty.id, duty.version, "done")
    said = f"{view.decided_by}:" if view.comment else f"Решение: {view.decided_by}."
    return Notice(
        body=lines(
            bold("Пункт остаётся за вами"),
            "",
            name(duty, 300),
            said,
            quote(passage(view.comment, 500)) if view.comment else None,
            present_date(view.view),
        ),
        buttons=(
            (Button("Отчитаться", report, style=ButtonStyle.PRIMARY),),
            (Button("Открыть карточку", OpenDutyButton(duty.id)),),
        ),
    )


def reassignment_granted(view: ReassignmentGranted) -> Notice:
    """To the one who said «не моё»: it is gone."""
    return Notice(
        body=lines(
            bold("Пункт больше не ваш"),
            "",
            of_map(measure_name(view.number, view.title, 300), view.map_name),
            f"Теперь исполнитель: {shortened(view.to, 120)}.",
        ),
        buttons=((Button("Мои мероприятия", MyDutiesButton("", 0)),),),
        is_silent=True,
    )


def duty_passed(view: DutyPassed) -> Notice:
    """To the new assignee."""
    duty, today = view.view.card.duty, view.view.today
    return Notice(
        body=lines(
            bold("Вам передан пункт дорожной карты"),
            "",
            name(duty, 300),
            italic(shortened(duty.section, 150)) if duty.section else None,
            f"Срок: до {on_day(duty.owed_by, today)}." if duty.owed_by else None,
            f"Всего сроков по этому пункту: {view.count}." if view.count > 1 else None,
        ),
        buttons=(
            (Button("Открыть карточку", OpenDutyButton(duty.id), style=ButtonStyle.PRIMARY),),
            (Button("Мои мероприятия", MyDutiesButton("", 0)),),
        ),
    )
