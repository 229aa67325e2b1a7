"""What a plan will make, before it is in force."""

from datetime import date

from services.imports.preview_views import Forecast
from texts.imports.import_preview import forecast_words


def test_months_in_which_nothing_falls_due_are_not_named() -> None:
    months = ((date(2027, 2, 1), 0), (date(2027, 3, 1), 0))
    nothing = Forecast(total=0, undated=0, by_unit=(), by_month=months, heavy=(), routine=0, unassigned=3)
    assert forecast_words(nothing) == ["Поручений будет: 0.", "Без исполнителя, пока не считаю: 3."]


def test_the_busiest_months_are_named_in_their_order() -> None:
    months = ((date(2027, 2, 1), 2), (date(2027, 3, 1), 5))
    some = Forecast(total=7, undated=0, by_unit=(), by_month=months, heavy=(), routine=0, unassigned=0)
    assert forecast_words(some)[1] == "По месяцам сроков больше всего: февраль 2027 — 2, март 2027 — 5."
