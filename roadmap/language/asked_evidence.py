"""What the «Результат» of a measure asks to be brought, and the rule that follows from it.

The words that name a paper or a picture are a closed list, in the form a result names them: «справка о …» is
to be brought, «повышение качества» and «разработка рекомендаций» are states of affairs and ask for words.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.wording import normal

_CHANGED = {
    "справка": "справку",
    "записка": "записку",
    "программа": "программу",
    "таблица": "таблицу",
    "сводка": "сводку",
    "анкета": "анкету",
    "аналитика": "аналитику",
    "грамота": "грамоту",
    "карта": "карту",
    "методичка": "методичку",
    "копия": "копию",
    "выписка": "выписку",
    "заявка": "заявку",
    "презентация": "презентацию",
    "памятка": "памятку",
    "смета": "смету",
    "инструкция": "инструкцию",
    "ссылка": "ссылку",
    "публикация": "публикацию",
    "статья": "статью",
    "информация": "информацию",
    "рекомендация": "рекомендацию",
    "стенограмма": "стенограмму",
    "фотография": "фотографию",
    "расписка": "расписку",
    "база": "базу",
}
"""Feminine nouns: the only ones that read otherwise as an object."""
_PAPERS = frozenset(
    " ".join(
        (
            "справки записки программы таблицы сводки анкеты грамоты карты копии выписки заявки",
            "презентации памятки сметы инструкции ссылки публикации статьи рекомендации отчет отчеты",
            "приказ приказы протокол протоколы план планы акт акты договор договоры соглашение соглашения",
            "положение положения список списки реестр реестры график графики расписание расписания свод",
            "ведомость ведомости перечень перечни журнал журналы сборник сборники тексты дневник дневники",
            "текст конспект конспекты удостоверение удостоверения сертификат сертификаты свидетельство",
            "свидетельства диплом дипломы документ документы письмо письма распоряжение распоряжения",
            "решение решения скан сканы сценарий сценарии буклет буклеты регламент регламенты паспорт",
            "паспорта скриншот скриншоты маршруты",
        )
    ).split()
) | (_CHANGED.keys() - {"фотография"})
_PICTURES = frozenset(
    ("фото", "фотография", "фотографии", "фотоотчет", "фотоотчеты", "снимки", "фотоматериалы")
)
_BETWEEN = re.compile(r"[;\n]|,(?!\s*(?:котор|подписан|утвержд|заверен|размещ))|\s(?=\d+[.)]\s)")
_ENUMERATED = re.compile(r"^\s*(?:\d+[.)]|[•*–—-])\s*")
_LIKE_ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)\Z")


def proposed_rule(result: str) -> EvidenceRule:
    """A document where a paper is named, a photo where only pictures are, otherwise words are enough."""
    named = [noun for _, noun in _named(result)]
    if not named:
        return EvidenceRule.WORDS
    is_only_pictures = all(noun in _PICTURES for noun in named)
    return EvidenceRule.PHOTO if is_only_pictures else EvidenceRule.DOCUMENT


def to_bring(result: str) -> str:
    """What to attach, as the object of «приложите»: «аналитическую справку»; "" where nothing is named."""
    return ", ".join(dict.fromkeys(_as_object(part) for part, _ in _named(result)))


def _named(result: str) -> Iterator[tuple[str, str]]:
    """The parts of the result that name a paper or a picture, each with the noun."""
    for part in _BETWEEN.split(result):
        words = _ENUMERATED.sub("", " ".join(part.split())).strip(" .,")
        noun = _first_noun(words)
        if noun in _PAPERS or noun in _PICTURES:
            yield words, noun


def _first_noun(words: str) -> str:
    """The first word that is no adjective, folded."""
    return next((word for each in words.split() if not _is_adjective(word := normal(each))), "")


def _is_adjective(word: str) -> bool:
    return word not in _PAPERS and _LIKE_ADJECTIVE.search(word) is not None


def _as_object(words: str) -> str:
    """«Аналитическая справка о …» → «аналитическую справку о …»; other genders read the same."""
    tokens = words.split(" ")
    place = next(at for at, token in enumerate(tokens) if not _is_adjective(normal(token)))
    changed = _CHANGED.get(normal(tokens[place]))
    if changed is not None:
        bare = len(tokens[place].rstrip(".,:()"))
        described = [_of_feminine(token) for token in tokens[:place]]
        further = [
            _of_feminine(token) if before.endswith(",") else token
            for before, token in pairwise(tokens[place:])
        ]
        tokens = [*described, changed + tokens[place][bare:], *further]
    return _begun(" ".join(tokens))


def _of_feminine(adjective: str) -> str:
    match adjective[-2:].lower():
        case "ая":
            return adjective[:-2] + "ую"
        case "яя":
            return adjective[:-2] + "юю"
        case _:
            return adjective


def _begun(words: str) -> str:
    """With a small letter, unless the first word is an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
