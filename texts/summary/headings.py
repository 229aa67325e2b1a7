"""Headings of the consolidated report's columns; each stands beside its value in reports/xlsx."""

NUMBER = "№"
MEASURE = "Мероприятие"
ASSIGNEE = "Исполнитель"
STANDING = "Состояние"
QUARTER = "Квартал"

# The form
RESPONSIBLE, RESULT = "Ответственные", "Результат"

# «Сводка»
DUTIES, SHARE = "Поручений", "Доля"
SECTION = "Раздел"
TOTAL = "Всего поручений"
ACCEPTED, WAITING, RUNNING = "Снято с контроля", "Ждёт решения", "В работе"
FIGURE = "Показатель"
UNFINISHED, OVERDUE = "Частично, на доработке", "Просрочено"
CLOSED_UNDONE, PASSED = "Закрыто без исполнения", "Прошёл до начала"
ADDRESSEES, COMPLETE, PARTIAL = "Адресатов", "Ответили на всё", "Не на всё"
SILENT, UNREACHABLE, DIFFICULTIES = "Молчат", "Нет связи", "Трудности"

# «По организациям»
OF_PLANNED, OF_DONE = "Исполнено из плана", "В срок из исполненного"

# «Мероприятия»
DEADLINE_TEXT = "Срок по документу"
AMENDED_DEADLINE = "Срок в действующей редакции"
CURRENT_DUE = "Срок"
LAST_REPORT = "Последний отчёт"

# «Красный контроль», «Предупредительный контроль»
DUE = "Срок"
DAYS_OVER, DAYS_LEFT = "Дней просрочки", "Осталось дней"

# «Переносы»
MOVE, WAS, BECAME = "Перенос", "Был срок", "Стал срок"
REASON, ASKED_BY = "Причина", "Кто просил"

# «Подтверждения»
SENT_AT, REPORT_VERSION = "Отправлен", "Отчёт"
OUTCOME, REPORT_TEXT, FILES = "Итог", "Текст отчёта", "Файлы"
DECISION = "Решение"

# «Мониторинг»
ADDRESSEE = "Адресат"
ANSWER, EXPLANATION = "Ответ", "Пояснение"
ANSWERED_BY, ANSWERED_AT = "Автор ответа", "Когда"
REMARK = "Отметка"

# «Показатели»
TARGET = "Цель"

# «Матрица»
DONE = "Снято"
