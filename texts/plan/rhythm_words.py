"""How often the monitoring asks, in words."""

from roadmap.plan.monitoring_rules import MonitoringRhythm

RHYTHM_WORDS = {
    MonitoringRhythm.MONTHLY: "раз в месяц",
    MonitoringRhythm.QUARTERLY: "раз в квартал",
    MonitoringRhythm.HALF_YEARLY: "раз в полугодие",
    MonitoringRhythm.YEARLY: "раз в год",
    MonitoringRhythm.BY_HAND: "только по кнопке",
}
