"""Tables as other districts type them: headings, sections, numbers, groups, torn and doubled cells."""

import pytest

from documents.understanding.columns import Field, column_of
from roadmap.errors import DocumentRefused
from tests.documents.plans import HEADING, cells, codes, read_rows


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("№ п/п", Field.NUMBER),
        ("N", Field.NUMBER),
        ("Наименование мероприятия", Field.TITLE),
        ("Содержание работы", Field.TITLE),
        ("Виды работ", Field.TITLE),
        ("Cрок", Field.DEADLINE),  # Latin C
        ("Сроки реализации мероприятия", Field.DEADLINE),
        ("Дата проведения", Field.DEADLINE),
        ("Период", Field.DEADLINE),
        ("Дата окончания", Field.DEADLINE_END),
        ("Ответст-\nвенный исполнитель", Field.RESPONSIBLE),
        ("Исполнители", Field.RESPONSIBLE),
        ("Ответственные за мероприятие", Field.RESPONSIBLE),
        ("Планируемый результат", Field.RESULT),
        ("Форма отчётности", Field.RESULT),
        ("Форма проведения мероприятия", Field.FORM),
        ("Целевая аудитория", Field.AUDIENCE),
        ("Место проведения", Field.PLACE),
        ("Код фактора риска", Field.RISK_CODES),
        ("Возможные риски", Field.RISKS),
        ("Пути решения", Field.SOLUTION),
        ("Источник финансирования", Field.FUNDING),
        ("Примечание", Field.NOTE),
        ("Направление", Field.DIRECTION),
        ("", None),
        ("Бюджетная классификация", None),
    ],
)
def test_a_column_is_known_by_its_heading(heading: str, column: Field | None) -> None:
    assert column_of(heading) == column


def test_columns_may_stand_in_any_order() -> None:
    draft = read_rows("ИМЦ\tмарт\tСеминар\t1", heading="Исполнитель\tСроки\tМероприятия\t№")
    assert cells(draft.measures, "number", "title", "deadline_text", "responsible_text") == [
        ("1", "Семинар", "март", "ИМЦ")
    ]


def test_a_heading_of_two_lines_and_its_column_numbers_are_not_measures() -> None:
    draft = read_rows(
        "1\tСеминар\tмарт\tИМЦ", heading="\t\tСрок\tОтвет-\n№\tМероприятие\tисполнения\tственный\n1\t2\t3\t4"
    )
    assert cells(draft.measures, "number", "title", "deadline_text") == [("1", "Семинар", "март")]


def test_a_heading_repeated_on_each_page_is_not_a_measure() -> None:
    draft = read_rows("1\tСеминар\tмарт\tИМЦ\t", "", HEADING, "2\tКонкурс\tмай\tИМЦ\t")
    assert cells(draft.measures, "number", "title") == [("1", "Семинар"), ("2", "Конкурс")]


def test_columns_of_their_own_are_kept_under_their_printed_headings() -> None:
    draft = read_rows("1\tСеминар\tмарт\tИМЦ\t5 тыс.", heading="№\tМероприятие\tСрок\tОтветственные\tСмета")
    assert draft.measures[0].attributes == {"Смета": "5 тыс."}


def test_a_beginning_and_an_end_make_one_deadline() -> None:
    draft = read_rows(
        "1\tРемонт\t01.06.2024\t20.08.2024\tОО",
        heading="№\tМероприятие\tДата начала\tДата окончания\tОтветственные",
    )
    assert cells(draft.measures, "deadline_text", "deadline_inherited") == [
        ("01.06.2024 – 20.08.2024", False)
    ]


def test_in_a_plan_by_months_the_section_is_the_deadline() -> None:
    draft = read_rows(
        "Сентябрь\t\t",
        "1\tСеминар\tИМЦ",
        "Октябрь\t\t",
        "2\tКонкурс\tИМЦ",
        heading="№\tМероприятие\tОтветственные",
    )
    assert cells(draft.measures, "deadline_text", "deadline_inherited") == [
        ("Сентябрь", True),
        ("Октябрь", True),
    ]


class TestSections:
    def test_full_rows_are_sections_of_two_levels(self) -> None:
        draft = read_rows(
            "1. Кадры\t\t\t\t",
            "1.1. Курсы\t\t\t\t",
            "1\tКурс\tмарт\tИМЦ\t",
            "1.2. Конкурсы\t\t\t\t",
            "2\tКонкурс\tмай\tИМЦ\t",
        )
        assert [(section.title, section.level) for section in draft.sections] == [
            ("1. Кадры", 1),
            ("1.1. Курсы", 2),
            ("1.2. Конкурсы", 2),
        ]
        assert cells(draft.measures, "section") == [("1.1. Курсы",), ("1.2. Конкурсы",)]

    def test_text_repeated_in_every_cell_is_one_merged_cell(self) -> None:
        draft = read_rows("Кадры\tКадры\tКадры\tКадры\tКадры", "1\tКурс\tмарт\tИМЦ\t")
        assert cells(draft.measures, "section") == [("Кадры",)]

    def test_a_section_typed_into_an_ordinary_row_has_numbered_rows_under_it(self) -> None:
        draft = read_rows(
            "1\tКадры\t\t\t", "1.1\tКурс\tмарт\tИМЦ\t", "2\tКонкурсы\t\t\t", "2.1\tКонкурс\tмай\tИМЦ\t"
        )
        assert [section.title for section in draft.sections] == ["1. Кадры", "2. Конкурсы"]
        assert cells(draft.measures, "number", "parent", "section") == [
            ("1.1", None, "1. Кадры"), ("2.1", None, "2. Конкурсы"),
        ]  # fmt: skip

    def test_a_bare_row_among_full_ones_is_a_measure_that_introduces_its_sub_rows(self) -> None:
        draft = read_rows("1\tСеминар\tмарт\tИМЦ\t", "2\tКурсы:\t\t\t", "2.1\tФизика\tмай\tИМЦ\t")
        assert cells(draft.measures, "number", "parent") == [("1", None), ("2", None), ("2.1", "2")]

    def test_captions_between_tables_are_sections(self) -> None:
        draft = read_rows("1\tКурс\tмарт\tИМЦ\t", "", "2. КОНКУРСЫ", "", "1\tКонкурс\tмай\tИМЦ\t")
        assert cells(draft.measures, "section") == [("",), ("2. КОНКУРСЫ",)]

    def test_the_first_caption_is_a_section_where_the_later_ones_are(self) -> None:
        rows = ["1\tКурс\tмарт\tИМЦ\t", "", "Конкурсы", "", HEADING, "1\tКонкурс\tмай\tИМЦ\t"]
        draft = read_rows(*rows, title="Дорожная карта на 2024 год\n\nУчителя")
        assert cells(draft.measures, "section") == [("Учителя",), ("Конкурсы",)]
        assert draft.title == "Дорожная карта на 2024 год"

    def test_page_numbers_between_tables_are_not(self) -> None:
        draft = read_rows(
            "1\tКурс\tмарт\tИМЦ\t", "", "Продолжение таблицы", "3", "", HEADING, "2\tКонкурс\tмай\tИМЦ\t"
        )
        assert draft.sections == ()

    def test_a_signature_in_the_last_row_is_not_a_section(self) -> None:
        draft = read_rows("1\tКурс\tмарт\tИМЦ\t", "Начальник отдела\t\t\t\t")
        assert draft.sections == ()

    def test_a_direction_column_divides_the_plan(self) -> None:
        heading = "Направление\tМероприятие\tСрок\tОтветственные"
        draft = read_rows(
            "Кадры\tКурс\tмарт\tИМЦ", "\tСеминар\tмай\tИМЦ", "Дети\tКонкурс\tиюнь\tОО", heading=heading
        )
        assert cells(draft.measures, "section", "title") == [
            ("Кадры", "Курс"),
            ("Кадры", "Семинар"),
            ("Дети", "Конкурс"),
        ]

    def test_an_amendment_note_is_history_and_not_a_section(self) -> None:
        draft = read_rows(
            "1\tКурс\tмарт\tИМЦ\t",
            "приказом управления от 05.02.2024 № 7 п.п. 2-4, 6 изложены в новой редакции\t\t\t\t",
            "2\tКонкурс\tмай\tИМЦ\t",
        )
        assert draft.sections == ()
        assert draft.amendments[0].measures == ("2", "3", "4", "6")
        assert draft.amendments[0].approval.number == "7"


class TestNumbers:
    def test_closing_dots_and_brackets_are_dropped(self) -> None:
        draft = read_rows(
            "1.\tА\tмарт\tИМЦ\t", "2)\tБ\tмарт\tИМЦ\t", "3..\tВ\tмарт\tИМЦ\t", "3.10\tГ\tмарт\tИМЦ\t"
        )
        assert cells(draft.measures, "number") == [("1",), ("2",), ("3",), ("3.10",)]

    def test_a_doubled_number_is_kept_and_said(self) -> None:
        draft = read_rows("1\tА\tмарт\tИМЦ\t", "1\tБ\tмарт\tИМЦ\t")
        assert cells(draft.measures, "number") == [("1",), ("1",)]
        assert "number-doubled" in codes(draft)

    def test_numbers_start_again_in_each_section(self) -> None:
        draft = read_rows("Кадры\t\t\t\t", "1\tА\tмарт\tИМЦ\t", "Дети\t\t\t\t", "1\tБ\tмарт\tИМЦ\t")
        assert "number-doubled" not in codes(draft)

    def test_numbers_may_stand_before_the_titles_of_a_table_without_a_number_column(self) -> None:
        heading = "Мероприятие\tСрок\tОтветственные"
        draft = read_rows("1. Курсы:\tмарт\tИМЦ", "1.1. Физика\t\t", "2. Конкурс\tмай\tОО", heading=heading)
        assert cells(draft.measures, "number", "parent", "title", "deadline_text") == [
            ("1", None, "Курсы:", "март"), ("1.1", "1", "Физика", "март"), ("2", None, "Конкурс", "май"),
        ]  # fmt: skip

    def test_a_table_without_any_numbers_is_read_too(self) -> None:
        draft = read_rows("Курс\tмарт\tИМЦ", "Конкурс\tмай\tОО", heading="Мероприятие\tСрок\tОтветственные")
        assert cells(draft.measures, "number", "parent", "title") == [
            ("", None, "Курс"),
            ("", None, "Конкурс"),
        ]


class TestGroups:
    def test_sub_rows_inherit_the_cells_they_leave_empty(self) -> None:
        draft = read_rows(
            "1\tИзучение:\tмарт\tИМЦ\tСправка", "\t1.1. Анкеты\t\tОО\t", "\t1.2. Беседы\tмай\t\t"
        )
        assert cells(draft.measures, "number", "parent", "deadline_text", "deadline_inherited") == [
            ("1", None, "март", False),
            ("1.1", "1", "март", True),
            ("1.2", "1", "май", False),
        ]
        assert cells(draft.measures, "responsible_text", "expected_result") == [
            ("ИМЦ", "Справка"),
            ("ОО", "Справка"),
            ("ИМЦ", "Справка"),
        ]

    def test_a_misprinted_sub_row_keeps_its_number_and_stands_under_its_row(self) -> None:
        draft = read_rows(
            "13\tИзучение:\tмарт\tИМЦ\t", "\t11.1. Анкеты\tмай\tОО\t", "\t11.2 Беседы\tиюнь\tОО\t"
        )
        assert cells(draft.measures, "number", "parent") == [("13", None), ("11.1", "13"), ("11.2", "13")]
        assert codes(draft) == ["number-misprinted"]

    def test_the_first_sub_row_may_share_the_cell_of_its_group(self) -> None:
        draft = read_rows("5\tИзучение: 5.1. Анкеты\tмарт\tИМЦ\t", "\t5.2. Беседы\t\t\t")
        assert cells(draft.measures, "number", "parent", "title", "deadline_inherited") == [
            ("5", None, "Изучение:", False), ("5.1", "5", "Анкеты", True), ("5.2", "5", "Беседы", True),
        ]  # fmt: skip

    def test_a_figure_in_a_title_is_not_a_sub_row(self) -> None:
        draft = read_rows("5\tВыделить ставки: 1.5 Ставки психолога\tмарт\tИМЦ\t")
        assert cells(draft.measures, "number") == [("5",)]

    def test_an_unnumbered_row_with_its_own_deadline_stands_under_the_row_above(self) -> None:
        draft = read_rows("3.1\tПамятки\tмарт\tИМЦ\t", "\tСобрания родителей\tмай\tОО\t")
        assert cells(draft.measures, "number", "parent", "title") == [
            ("3.1", None, "Памятки"),
            ("", "3.1", "Собрания родителей"),
        ]

    def test_who_answers_is_not_asked_about_a_row_that_only_introduces(self) -> None:
        draft = read_rows("1\tИзучение:\tмарт\t\t", "\t1.1. Анкеты\t\tОО\t")
        assert codes(draft) == []


class TestTornRows:
    def test_a_row_broken_over_pages_is_one_measure(self) -> None:
        draft = read_rows("1\tВстреча с\tмарт\tДиректора\tСписок", "", "\tродителями\t\tшкол\tрешений")
        assert cells(draft.measures, "title", "responsible_text", "expected_result") == [
            ("Встреча с родителями", "Директора школ", "Список решений")
        ]

    def test_a_line_break_inside_a_cell_does_not_end_the_row(self) -> None:
        draft = read_rows("1\tВстреча:", "с детьми;", "с роднёй\tмарт\tИМЦ\tОтчёт", "2\tКурс\tмай\tОО\t")
        assert cells(draft.measures, "title", "expected_result") == [
            ("Встреча: с детьми; с роднёй", "Отчёт"),
            ("Курс", ""),
        ]

    @pytest.mark.parametrize(
        ("above", "below", "whole"),
        [
            ("Курсы для учителей-", "предметников", "Курсы для учителей-предметников"),
            ("Развитие образова-", "тельной среды", "Развитие образовательной среды"),
            ("Дни открытых", "дверей", "Дни открытых дверей"),
        ],
    )
    def test_a_word_hyphenated_at_the_break_is_made_whole(self, above: str, below: str, whole: str) -> None:
        draft = read_rows(f"1\t{above}\tмарт\tИМЦ\tПлан образовательной работы", "", f"\t{below}\t\t\t")
        assert cells(draft.measures, "title") == [(whole,)]

    def test_a_heading_cut_at_column_borders_is_glued_by_the_documents_own_words(self) -> None:
        draft = read_rows(
            "\t1. Поддержка образов\tательных учре\tждений рай\tона",
            "1.1\tОбразовательных учреждений района: сводка\tмарт\tИМЦ\t",
        )
        assert [section.title for section in draft.sections] == [
            "1. Поддержка образовательных учреждений района"
        ]
        assert cells(draft.measures, "number") == [("1.1",)]

    def test_the_end_of_a_torn_heading_leaves_the_measure_its_cells(self) -> None:
        draft = read_rows(
            "\t3. Работа с родит\tелями и д\tетьми в\t",
            "\tшколах Памятки для\tмарт\tПетрова А.А.\tЗнания",
            "3.1\tродителей и детей\tмарt\tПeтpова А.A\tродителей",
            "3.2\tЧто знают дети\tмай\tОО\tС родителями и детьми",
        )
        assert [section.title for section in draft.sections] == ["3. Работа с родителями и детьми в школах"]
        first = draft.measures[0]
        assert (first.number, first.title, first.deadline_text) == (
            "3.1",
            "Памятки для родителей и детей",
            "март",
        )
        assert (first.responsible_text, first.expected_result) == ("Петрова А.А.", "Знания родителей")
        assert codes(draft).count("cell-doubled") == 2

    def test_dates_of_two_years_are_no_copies_of_each_other(self) -> None:
        draft = read_rows("1\tВстреча\tМай 2023\tИМЦ\t", "", "\t\tМай 2024\t\t")
        assert cells(draft.measures, "deadline_text") == [("Май 2023 Май 2024",)]

    def test_tags_of_a_web_page_leave_only_their_text(self) -> None:
        draft = read_rows(
            "1\t<p>Встреча:</p><ul><li>с детьми;</li><li>с&nbsp;роднёй</li></ul>\t<b>март</b>\tИМЦ<br>ОО\t"
        )
        assert cells(draft.measures, "title", "deadline_text") == [("Встреча: с детьми; с роднёй", "март")]
        assert [responsible.text for responsible in draft.measures[0].responsibles] == ["ИМЦ", "ОО"]

    def test_soft_hyphens_and_invisible_characters_vanish(self) -> None:
        draft = read_rows("1\tВстре\u00adча\u200b с\u00a0детьми\tмарт\tИМЦ\t")
        assert cells(draft.measures, "title") == [("Встреча с детьми",)]


def test_several_tables_give_only_the_plan() -> None:
    draft = read_rows(
        "Цель\tРазвитие",
        "Задачи\tУчить",
        "",
        "Год\tШкол\tУчеников",
        "2023\t9\t800",
        "",
        HEADING,
        "1\tКурс\tмарт\tИМЦ\t",
        heading="",
    )
    assert cells(draft.measures, "title") == [("Курс",)]


def test_a_wider_table_after_the_plan_is_left_out_and_said() -> None:
    draft = read_rows("1\tКурс\tмарт\tИМЦ\t", "", "a\tb\tc\td\te\tf", "g\th\ti\tj\tk\tl")
    assert (len(draft.measures), codes(draft)) == (1, ["table-skipped"])


@pytest.mark.parametrize("text", ["Просто письмо.", "Фамилия\tКласс\nИванов\t5", HEADING])
def test_a_text_without_a_plan_is_refused(text: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_rows(text, heading="", title="")
    assert refused.value.reason == "no-plan-table"
