"""Headings of the consolidated report's columns; each stands beside its value in reports/xlsx."""

NUMBER = "№"
MEASURE = "Мероприятие"
ASSIGNEE = "Исполнитель"
STANDING = "Состояние"
EVIDENCE = "Подтверждения"
QUARTER = "Квартал"

# The form
RESPONSIBLE, RESULT = "Ответственные", "Результат"

# «Сводка»
DUTIES, SHARE = "Поручений", "Доля"
SECTION = "Раздел"
TOTAL = "Всего поручений"
ACCEPTED, WAITING, RUNNING = "Снято с контроля", "Ждёт решения куратора", "В работе"
UNFINISHED, OVERDUE = "Частично, на доработке", "Просрочено"
CLOSED_UNDONE, PASSED = "Закрыто как невыполненное", "Срок прошёл до начала"
ADDRESSEES, COMPLETE, PARTIAL = "Адресатов", "Ответили на всё", "Не на всё"
SILENT, UNREACHABLE, DIFFICULTIES = "Молчат", "Нет связи", "Трудности"

# «Мероприятия»
DEADLINE_TEXT = "Срок по документу"
ORIGINAL_DUE, CURRENT_DUE = "Срок первоначальный", "Срок текущий"
LAST_REPORT, LAST_REPORT_DAY = "Последний отчёт", "Дата отчёта"
CURATORS_DECISION = "Решение куратора"

# «Отчёты и подтверждения»
DUE = "Срок"
REPORT_VERSION = "Отчёт"
SENT_AT, SENT_BY, SENT_FROM = "Отправлен", "Автор", "Откуда"
OUTCOME, REPORT_TEXT = "Итог", "Текст отчёта"
DECISION, DECIDED_BY = "Решение", "Чьё и когда"

# «Мониторинг»
ADDRESSEE = "Адресат"
ANSWER, EXPLANATION = "Ответ", "Пояснение"
ANSWERED_BY, ANSWERED_AT = "Автор ответа", "Когда"
REMARK = "Отметка"

# «Матрица»
DONE = "Снято"
