"""Builds a small road map as text, the way departments type them."""

TITLE = "Дорожная карта по развитию чтения в Приозёрном районе"
HEADER = ("№", "Мероприятие", "Срок исполнения", "Ответственный")
Row = tuple[str, str, str, str] | tuple[str, str, str, str, str]


def road_map_text(*rows: Row | str, title: str = TITLE, period: str = "на 2027 год") -> bytes:
    """A tab-separated table under a title; a plain string is a section heading, a fifth cell the result."""
    has_result = any(len(row) > len(HEADER) for row in rows if not isinstance(row, str))
    table = ["\t".join((*HEADER, "Ожидаемый результат") if has_result else HEADER)]
    table += [row if isinstance(row, str) else "\t".join(row) for row in rows]
    return "\n".join([f"{title} {period}".strip(), "", *table]).encode()
