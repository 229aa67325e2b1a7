"""What stands in the form of a campaign, in Word and in Excel."""

from roadmap.language.form_words import FORM_HEADINGS, STATES, FormColumn
from roadmap.language.indicator import number_words
from roadmap.monitoring.campaign_views import CampaignQuestion
from roadmap.monitoring.filled_forms import CampaignForm, FormKind, code_of, row_sign_of
from roadmap.summary.form import FormContent, FormRow
from texts.control.outcomes import state_and_words
from texts.monitoring.words import of_period, short_period
from texts.short import moment, of_file_name

PREFIX = "Мониторинг"
SHEET, LISTS = "Форма", "Списки"
CHOOSE = "Выберите из списка"
HOW = (
    "В последнем столбце начните словом «выполнено», «идёт», «трудности» или «не начато», "
    "дальше напишите своими словами. Число показателя пишите с единицей."
)
HOW_IN_EXCEL = (
    "Заполните жёлтые столбцы: как идёт (из списка) и что сделано, своими словами. Строки без ответа можно "
    "оставить пустыми. Сохраните файл и пришлите боту или куратору: бот покажет, как прочитал, и спросит, "
    "записать ли."
)


def content(source: CampaignForm) -> FormContent:
    """The Word form as it goes out: a row for each date asked about, the last cell with what was answered."""
    rows = [
        FormRow(
            measure_id=question.duty.measure_id,
            bookmark=row_sign_of(question.duty.id),
            section=question.duty.section,
            number=question.duty.number,
            title=question.duty.title,
            deadline=deadline,
            responsible="",
            result=question.duty.result,
            mark=answered(question),
        )
        for question, deadline in source.rows
    ]
    return FormContent(
        heading=(heading(source), source.whose, closes(source), f"{HOW} {code(source)}"),
        title=source.header.road_map,
        column=FORM_HEADINGS[FormColumn.WORDS],
        rows=tuple(rows),
        signers=(),
    )


def heading(source: CampaignForm) -> str:
    """«Мониторинг за 1 квартал 2027 года»."""
    return f"{PREFIX} {of_period(source.header.campaign)}"


def code(source: CampaignForm) -> str:
    """By which the file is known however it was saved."""
    return f"{code_of(source.form)}: по нему бот узнаёт файл."


def closes(source: CampaignForm) -> str:
    return f"Ответы ждём до {moment(source.header.campaign.closes_at, source.header.time_zone)}"


def about(source: CampaignForm) -> str:
    """Whose form it is, of which map, until when."""
    return f"{source.whose}. {source.header.road_map}. {closes(source)}. {code(source)}"


def answered(question: CampaignQuestion) -> str:
    """What was answered, in one cell: begins with the state, as it is to be filled in."""
    told = question.standing_answer
    return state_and_words(told.outcome, told.text) if told else ""


def state(question: CampaignQuestion) -> str:
    """How it stands, as the drop-down says it."""
    told = question.standing_answer
    return STATES.get(told.outcome, "") if told else ""


def said(question: CampaignQuestion) -> str:
    """What was told of it."""
    return told.text if (told := question.standing_answer) else ""


def value(question: CampaignQuestion) -> str:
    """What the indicator has come to."""
    told = question.standing_answer
    return number_words(told.value) if told and told.value is not None else ""


def file_name(source: CampaignForm, kind: FormKind) -> str:
    """«Мониторинг, Школа № 3, 1 кв. 2027.docx»; of several road maps it names its own."""
    period = short_period(source.header.campaign)
    named = (of_file_name(words, 40) for words in (source.whose, source.header.map_name))
    return f"{', '.join(filter(None, (PREFIX, *named, period)))}.{kind.value}"


def is_form_name(name: str) -> bool:
    """Whether a file is called as the forms we give out."""
    folded = name.casefold().lstrip("_ ")
    return folded.startswith(PREFIX.casefold()) and folded.endswith(_ENDINGS)


_ENDINGS = (".docx", ".doc", ".odt", ".xlsx", ".xls", ".ods", ".csv", ".pdf")
