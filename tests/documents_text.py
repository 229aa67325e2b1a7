"""Builds a small road map as text, the way departments type them."""

TITLE = "Дорожная карта по развитию чтения в Приозёрном районе"
HEADER = ("№", "Мероприятие", "Срок исполнения", "Ответственный")
Row = tuple[str, str, str, str]


def road_map_text(*rows: Row | str, title: str = TITLE, period: str = "на 2027 год") -> bytes:
    """A tab-separated table under a title; a plain string is a section heading."""
    table = ["\t".join(HEADER)]
    table += [row if isinstance(row, str) else "\t".join(row) for row in rows]
    return "\n".join([f"{title} {period}".strip(), "", *table]).encode()
