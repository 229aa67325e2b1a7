"""Where a printed line may not break."""

from texts.printable import together


def test_a_number_stays_on_the_line_of_its_sign() -> None:
    said = together("исполнено 3 из 4 (75 %), просрочено: п. 1.1, Школа № 8")
    assert said.replace("\u00a0", "_") == "исполнено 3 из_4 (75_%), просрочено: п._1.1, Школа №_8"
