"""Changing a measure in force: what can be changed, what is asked, what was done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmap.deadlines.planned_points import PlannedPoint
from roadmap.ids import MeasureId, RoadMapId
from roadmap.language.asked_evidence import proposed_rule, to_bring
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import CompletionRule, MeasureStanding, Section
from roadmap.plan.measure_content import Aspect, MeasureContent
from roadmap.reminding.ladders import LadderOf
from services.buttons.plan import MeasureButton, RoadMapButton
from services.buttons.plan_edits import (
    AddMeasureButton,
    AskDeadlineButton,
    AssigneesButton,
    CompletionButton,
    EditMeasureButton,
    MeasureEvidenceButton,
    MoveMeasureButton,
    SayAspectButton,
    SetDeadlineButton,
    StandButton,
    UndoEditButton,
)
from services.buttons.reminding import LadderButton
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from services.plan.edit_views import Edited, MeasureEditor, ReadBack
from texts.control.change_words import COMPLETION_WORDS, answering_words, change_words, standing_words
from texts.control.duty_words import measure_name, on_day
from texts.control.evidence_words import RULES_AS_KEYS, RULES_IN_SHORT
from texts.plural import plural
from texts.short import shortened

Rows = tuple[tuple[Button, ...], ...]
TITLE_LENGTH = 200
SHOWN_CHANGES = 12
SHOWN_DATES = 5
ASKED = {
    Aspect.TITLE: "Напишите новое название мероприятия.",
    Aspect.NUMBER: "Напишите новый номер, например «2.4». Чтобы убрать номер, напишите «-».",
    Aspect.RESULT: "Напишите новый ожидаемый результат. Чтобы убрать его, напишите «-».",
    Aspect.SECTION: "Напишите название нового раздела: он встанет после остальных.",
}
UNDONE = "Правка отменена."
NOTHING_CHANGED = "Так и было: менять нечего."


def editor(view: MeasureEditor) -> Notice:
    """Everything about the measure that can be changed, as it is now."""
    content, id_ = view.content, view.measure_id
    deadline = f"«{shortened(content.deadline_text, 200)}»" if content.deadline_text else "не указан"
    return Notice(
        body=lines(
            bold("Правка мероприятия"),
            measure_name(content.number, content.title, 400),
            "",
            _fact("Раздел", content.section or "вне разделов"),
            _fact("Срок", deadline),
            _fact("Результат", shortened(content.result, 200) or "не указан"),
            _fact("Исполнители", answering_words(content.answering, view.names)),
            _fact("К отчёту", RULES_IN_SHORT[content.evidence]),
            _fact("Выполнено", COMPLETION_WORDS[content.completion_rule]),
            _fact("Состояние", standing_words(content)),
            "",
            italic(
                "Правку можно отменить 10 минут. Потом тем, кого она касается, придёт одно сообщение: "
                "что было и что стало."
            ),
        ),
        buttons=(
            *_undo_row(view.undoable),
            (Button("Срок", AskDeadlineButton(id_)), Button("Исполнители", AssigneesButton(id_))),
            (
                Button("Название", SayAspectButton(id_, Aspect.TITLE.value)),
                Button("Номер", SayAspectButton(id_, Aspect.NUMBER.value)),
            ),
            (
                Button("Результат", SayAspectButton(id_, Aspect.RESULT.value)),
                Button("Раздел", MoveMeasureButton(id_, 0)),
            ),
            (
                Button("Что приложить", MeasureEvidenceButton(id_, "")),
                Button("Когда выполнено", CompletionButton(id_, "")),
            ),
            (Button("Напоминания", LadderButton(LadderOf.MEASURE.value, id_)),),
            *_standing_rows(content, id_),
            (Button("‹ К мероприятию", MeasureButton(id_, "")),),
        ),
    )


def _standing_rows(content: MeasureContent, id_: MeasureId) -> Rows:
    drop = Button("Исключить из плана", StandButton(id_, "drop", 0), style=ButtonStyle.DANGER)
    if content.standing is MeasureStanding.IN_FORCE:
        return (
            (
                Button("Приостановить", StandButton(id_, "pause", 0)),
                Button("Отменить с причиной", StandButton(id_, "cancel", 0)),
            ),
            (drop,),
        )
    return ((Button("Возобновить", StandButton(id_, "resume", 1)),), (drop,))


def _undo_row(edit_id: int | None) -> Rows:
    return ((Button("↩ Отменить правку", UndoEditButton(edit_id)),),) if edit_id is not None else ()


# Asking


def ask_words(view: MeasureEditor, aspect: Aspect) -> Notice:
    """Ask for other words of this aspect, with those there are now."""
    present = {
        Aspect.TITLE: view.content.title,
        Aspect.NUMBER: view.content.number,
        Aspect.RESULT: view.content.result,
        Aspect.SECTION: view.content.section,
    }[aspect]
    return _asking(view, ASKED[aspect], f"Сейчас: {shortened(present, 500) or 'пусто'}")


def ask_deadline(view: MeasureEditor) -> Notice:
    words = shortened(view.content.deadline_text, 300)
    return _asking(
        view,
        "Напишите новый срок, как в документе: «до 15 декабря», «ежеквартально», «сентябрь, март». "
        "Покажу, как понял, до сохранения.",
        f"Сейчас: «{words}»" if words else "Сейчас срока нет.",
    )


def _asking(view: MeasureEditor, question: str, present: str) -> Notice:
    name = measure_name(view.content.number, view.content.title, TITLE_LENGTH)
    return Notice(
        body=lines(name, "", present, "", bold(question)),
        buttons=((Button("‹ Не менять", EditMeasureButton(view.measure_id)),),),
    )


def read_back(view: ReadBack) -> Notice:
    """How the typed deadline was understood, before it counts."""
    before = shortened(view.content.deadline_text, 200)
    is_over = bool(view.points) and all(one.due_on is None and one.original_due_on for one in view.points)
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, TITLE_LENGTH),
            "",
            f"Было: «{before}»" if before else "Срока не было.",
            f"Станет: «{shortened(view.words, 200)}»",
            _fact("Как я понял", shortened(view.reading, 300)),
            *_dates(view.points, view.today),
            bold("Этот срок уже прошёл: напоминаний и просрочки не будет.") if is_over else None,
            "",
            "Верно? Если нет, напишите срок иначе.",
        ),
        buttons=(
            (Button("Да, сохранить", SetDeadlineButton(view.measure_id), style=ButtonStyle.SUCCESS),),
            (Button("‹ Не менять", EditMeasureButton(view.measure_id)),),
        ),
    )


def _dates(points: Sequence[PlannedPoint], today: date) -> list[Html]:
    """The days reports will be due, the first of them by name."""
    days = [point.due_on or point.original_due_on for point in points]
    named = [on_day(day, today) for day in days if day is not None]
    if not points:
        return [text("Дат нет: мероприятие встанет в «нет графика».")]
    if not named:
        return [text("Без точной даты: о ходе работы спросит квартальный мониторинг.")]
    left = len(named) - SHOWN_DATES
    said = ", ".join(named[:SHOWN_DATES]) + (f" и ещё {left}" if left > 0 else "")
    return [_fact(f"Отчёты ({len(named)})", said)]


def choose_section(view: MeasureEditor, sections: Sequence[Section]) -> Notice:
    """The sections the measure can move to; another can be typed."""
    others = [section for section in sections if section.title != view.content.section]
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, TITLE_LENGTH),
            "",
            f"Сейчас: {view.content.section or 'вне разделов'}",
            "",
            bold("В какой раздел перенести?"),
            "Можно выбрать или написать название нового раздела.",
        ),
        buttons=(
            *((Button(shortened(s.title, 50), MoveMeasureButton(view.measure_id, s.id)),) for s in others),
            (Button("‹ Не менять", EditMeasureButton(view.measure_id)),),
        ),
    )


def choose_completion(view: MeasureEditor) -> Notice:
    """When the measure counts as done."""
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, TITLE_LENGTH),
            "",
            f"Сейчас: {COMPLETION_WORDS[view.content.completion_rule]}",
            "",
            bold("Когда мероприятие считается выполненным?"),
            "«Достаточно одного»: первый принятый отчёт закрывает остальных, и напоминать им перестанут.",
            "«Основной»: о просрочке куратору и руководителю скажут только по основному исполнителю.",
        ),
        buttons=(
            *(
                (Button(_capital(words), CompletionButton(view.measure_id, rule.value)),)
                for rule, words in COMPLETION_WORDS.items()
                if rule is not view.content.completion_rule
            ),
            (Button("‹ Не менять", EditMeasureButton(view.measure_id)),),
        ),
    )


def choose_evidence(view: MeasureEditor) -> Notice:
    """What a report of it has to come with, and what its result names."""
    content = view.content
    named = to_bring(content.result)
    return Notice(
        body=lines(
            measure_name(content.number, content.title, TITLE_LENGTH),
            "",
            _fact("Результат", shortened(content.result, 300) or "не указан"),
            _fact("Сейчас", RULES_IN_SHORT[content.evidence]),
            f"По результату предлагаю: {RULES_IN_SHORT[proposed_rule(content.result)]}." if named else None,
            "",
            bold("Что приложить к отчёту?"),
            "Без этого «Выполнено» не отправить. Документом считается и файл, и фото страниц.",
        ),
        buttons=(
            *(
                (Button(words, MeasureEvidenceButton(view.measure_id, rule.value)),)
                for rule, words in RULES_AS_KEYS.items()
                if rule is not content.evidence
            ),
            (Button("‹ Не менять", EditMeasureButton(view.measure_id)),),
        ),
    )


def stand_sure(view: MeasureEditor, how: str) -> Notice:
    """What dropping or pausing will do, before it is done."""
    said = {
        "drop": (
            "Исключить мероприятие из плана?",
            "Открытые поручения закончатся как «исключено из плана», присланные отчёты сохранятся.",
            "Исключить",
        ),
        "pause": (
            "Приостановить мероприятие?",
            "Напоминаний и просрочки не будет. Когда возобновите, у исполнителей останется столько же дней.",
            "Приостановить",
        ),
    }
    question, meaning, label = said[how]
    style = ButtonStyle.DANGER if how == "drop" else None
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, TITLE_LENGTH), "", bold(question), meaning
        ),
        buttons=(
            (Button(label, StandButton(view.measure_id, how, 1), style=style),),
            (Button("‹ Не менять", EditMeasureButton(view.measure_id)),),
        ),
    )


def ask_reason(view: MeasureEditor) -> Notice:
    return _asking(
        view,
        "Напишите, почему мероприятие отменяется: причину увидят исполнители.",
        "Мероприятие останется в плане с пометкой «отменено», отчётов по нему ждать не будут.",
    )


def ask_measure(road_map_id: RoadMapId, section: str) -> Notice:
    """Ask for a new measure: its number and title in one message."""
    place = f"Раздел: {section}" if section else "Вне разделов"
    return Notice(
        body=lines(
            bold("Новое мероприятие"),
            place,
            "",
            "Напишите номер и название одним сообщением: «2.7 Семинар для молодых учителей». "
            "Срок и исполнителей спрошу следом.",
        ),
        buttons=((Button("‹ К карте", RoadMapButton(road_map_id)),),),
    )


def choose_place(road_map_id: RoadMapId, sections: Sequence[Section]) -> Notice:
    """In which section the new measure stands."""
    return Notice(
        body=lines(bold("Новое мероприятие"), "", "В какой раздел?"),
        buttons=(
            *((Button(shortened(s.title, 50), AddMeasureButton(road_map_id, s.id)),) for s in sections),
            (Button("‹ К карте", RoadMapButton(road_map_id)),),
        ),
    )


# Done


def done(edited: Edited, measure_id: MeasureId | None = None) -> Notice:
    """What was changed, and that it can be undone."""
    if edited.edit_id is None:
        back = EditMeasureButton(measure_id) if measure_id else RoadMapButton(edited.road_map_id)
        return Notice(body=lines(NOTHING_CHANGED), buttons=((Button("‹ Назад", back),),))
    shown = edited.changes[:SHOWN_CHANGES]
    left = len(edited.changes) - len(shown)
    only = edited.changes[0].measure_id if len(edited.changes) == 1 else measure_id
    is_gone = all(one.after.standing is MeasureStanding.DROPPED for one in edited.changes)
    return Notice(
        body=lines(
            bold("Сделано"),
            *(_change(edited, place) for place, _ in enumerate(shown)),
            f"…и ещё {plural(left, 'мероприятие', 'мероприятия', 'мероприятий')}" if left > 0 else None,
            "",
            "Отменить можно 10 минут. Потом тем, кого это касается, придёт одно сообщение.",
        ),
        buttons=(
            *_undo_row(edited.edit_id),
            *(_next_rows(edited, only) if only is not None and not is_gone else ()),
            (Button("К карте", RoadMapButton(edited.road_map_id)),),
        ),
    )


def _change(edited: Edited, place: int) -> Html:
    change = edited.changes[place]
    name = measure_name(change.after.number, change.after.title, 120)
    if change.before is None:
        return lines("", name, "добавлено в план")
    differing = change.aspects
    return lines("", name, *change_words(change.before, change.after, differing, edited.names))


def _next_rows(edited: Edited, measure_id: MeasureId) -> Rows:
    content = edited.changes[0].after
    missing = []
    if not content.deadline_text:
        missing.append(Button("Назвать срок", AskDeadlineButton(measure_id)))
    if not content.answering:
        missing.append(Button("Назвать исполнителя", AssigneesButton(measure_id)))
    return (
        *((tuple(missing),) if missing else ()),
        (Button("Изменить ещё", EditMeasureButton(measure_id)),),
        (Button("‹ К мероприятию", MeasureButton(measure_id, "")),),
    )


def undoable(card: Notice, edit_id: int | None) -> Notice:
    """The card of what was just changed, with its undoing at the end."""
    return replace(card, buttons=(*card.buttons[:-1], *_undo_row(edit_id), *card.buttons[-1:]))


def undone(measure_ids: Sequence[MeasureId]) -> Notice:
    """The plan is as it was."""
    keys = ((Button("‹ К мероприятию", MeasureButton(measure_ids[0], "")),),) if len(measure_ids) == 1 else ()
    return Notice(body=lines(bold(UNDONE), "План и поручения снова такие, как были."), buttons=keys)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _fact(label: str, words: str) -> Html:
    return text(f"{label}: {words}")


EVIDENCE_RULES = {rule.value: rule for rule in EvidenceRule}
RULES = {rule.value: rule for rule in CompletionRule}
