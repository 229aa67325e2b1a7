"""How often routine work is asked about, in words."""

from roadmap.deadlines.control_pace import ControlPace

PACES = {
    ControlPace.ROUTINE: "Текущая работа: контрольных точек нет, о ней спросит мониторинг",
    ControlPace.MONTHLY: "Контрольная точка каждый месяц",
    ControlPace.QUARTERLY: "Контрольная точка каждый квартал",
    ControlPace.EACH: "Контрольная точка каждый раз, как написано",
}
"""What the plan makes of routine work."""
PACES_IN_SHORT = {
    ControlPace.ROUTINE: "без точек",
    ControlPace.MONTHLY: "раз в месяц",
    ControlPace.QUARTERLY: "раз в квартал",
    ControlPace.EACH: "каждый раз",
}
