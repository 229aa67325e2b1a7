"""How a road map is monitored: the rules in force and what each may be."""

from roadmap.clock import local_date
from roadmap.plan.measure import Measure
from roadmap.plan.monitoring_rules import MonitoringRhythm, MonitoringRules
from services.buttons.monitoring import (
    CollectButton,
    MonitoringRulesButton,
    RuleChoicesButton,
    SetRuleButton,
)
from services.buttons.plan import MapDeskButton
from services.monitoring.monitoring_rules import CLOSES, NUDGES, OPENS, RulesView, nudges_word
from services.notice import Button, ButtonStyle, Notice, bold, lines
from texts.control.duty_words import number
from texts.plan.rhythm_words import RHYTHM_WORDS
from texts.plural import day, plural
from texts.short import shortened

CANDIDATES_SHOWN = 6
Choices = list[tuple[str, str, bool]]
"""Words of a button, what it sets, and whether that holds now."""


def rules(view: RulesView) -> Notice:
    """Everything that is chosen, and a button for each choice."""
    road_map_id, chosen = view.road_map.id, view.rules
    by_hand = chosen.rhythm is MonitoringRhythm.BY_HAND
    keys = [Button("Как часто", RuleChoicesButton(road_map_id, "rhythm"))]
    if not by_hand:
        keys += [
            Button("Когда открыть", RuleChoicesButton(road_map_id, "opens")),
            Button("Когда закрыть", RuleChoicesButton(road_map_id, "closes")),
            Button("Когда напомнить", RuleChoicesButton(road_map_id, "nudges")),
        ]
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    if view.candidates:
        rows.append((Button("По пункту плана", RuleChoicesButton(road_map_id, "measure")),))
    rows.append((Button("Собрать сейчас", CollectButton(road_map_id), style=ButtonStyle.PRIMARY),))
    rows.append((Button("‹ К карте", MapDeskButton(road_map_id)),))
    return Notice(
        body=lines(
            bold(f"Мониторинг: {shortened(view.road_map.short_name, 60)}"),
            "",
            f"Спрашиваю {RHYTHM_WORDS[chosen.rhythm]}.",
            *([] if by_hand else _days(chosen, view.measure)),
            *_offered(view),
            _next(view),
        ),
        buttons=tuple(rows),
    )


def _days(chosen: MonitoringRules, measure: Measure | None) -> list[str]:
    opens = f"Открываю за {_working(chosen.opens)} до конца периода, считая последний."
    if measure is not None:
        closes = f"Закрываю в срок пункта {_name(measure)}: итог становится отчётом по нему."
    else:
        closes = f"Закрываю {_closes(chosen.closes)}."
    return [opens, closes, f"Молчащим напоминаю {_nudges(chosen.nudges)}."]


def _offered(view: RulesView) -> list[str]:
    if view.measure is not None or not view.candidates:
        return []
    found = "; ".join(_name(each) for each in view.candidates[:CANDIDATES_SHOWN])
    return ["", f"В плане есть свой мониторинг: {found}. Его срок и период можно взять за основу."]


def _next(view: RulesView) -> str | None:
    if view.opens_at is None:
        return None
    today = local_date(view.now, view.time_zone)
    return f"Ближайший откроется {day(local_date(view.opens_at, view.time_zone), today=today)}."


def choices(view: RulesView, rule: str) -> Notice:
    """What one rule may be; what holds now is ticked."""
    heading, words, found = _choices(view, rule)
    keys = tuple(
        (Button(f"{'● ' if holds else ''}{label}", SetRuleButton(view.road_map.id, rule, value)),)
        for label, value, holds in found
    )
    back = (Button("‹ Назад", MonitoringRulesButton(view.road_map.id)),)
    return Notice(body=lines(bold(heading), words), buttons=(*keys, back))


def _choices(view: RulesView, rule: str) -> tuple[str, str | None, Choices]:
    chosen = view.rules
    match rule:
        case "rhythm":
            found = [(words, one.value, one is chosen.rhythm) for one, words in RHYTHM_WORDS.items()]
            return "Как часто спрашивать?", None, found
        case "opens":
            found = [(f"за {_working(days)}", str(days), days == chosen.opens) for days in OPENS]
            return "За сколько до конца периода открывать?", "Последний рабочий день считается.", found
        case "closes":
            found = [(_closes(days), str(days), days == chosen.closes) for days in CLOSES]
            by_measure = "Сейчас закрывает срок пункта плана, эти дни нужны, если его убрать."
            return "Когда закрывать?", by_measure if view.measure else None, found
        case "nudges":
            found = [(_nudges(days), nudges_word(days), days == chosen.nudges) for days in NUDGES]
            return "Когда напоминать молчащим?", "Рабочие дни считаются от открытия.", found
        case _:
            return _measures(view)


def _measures(view: RulesView) -> tuple[str, str | None, Choices]:
    chosen = view.rules.measure_id
    shown = view.candidates[:CANDIDATES_SHOWN]
    found: Choices = [(shortened(_name(each), 60), str(each.id), each.id == chosen) for each in shown]
    found.append(("Ни по какому", "0", chosen is None))
    words = "Период и день закрытия возьму из его срока. Итог мониторинга станет отчётом по этому пункту."
    return "По какому пункту плана идёт мониторинг?", words, found


def _name(measure: Measure) -> str:
    return f"{number(measure.number)} {shortened(measure.title, 60)}".strip()


def _working(days: int) -> str:
    return plural(days, "рабочий день", "рабочих дня", "рабочих дней")


def _closes(days: int) -> str:
    return f"через {_working(days)} после конца периода" if days else "в последний рабочий день периода"


def _nudges(days: tuple[int, ...]) -> str:
    if not days:
        return "только по кнопке куратора"
    return f"{' и '.join(f'на {each}-й' for each in days)} рабочий день"


def chosen() -> str:
    """A toast after a choice."""
    return "Записано"
