"""Russian words stand only where they belong, and every refusal has a sentence of its own."""

import io
import re
import tokenize
from pathlib import Path

import pytest

from roadmap import errors
from tests.places import ROOT
from texts.errors import explain

SILENT = ("bot", "handlers", "scheduler", "storage", "web", "reports", "services", "roadmap")
"""Layers whose strings nobody reads; documents and the deadline language read Russian, texts speak it."""
SPEAKING = ("roadmap/language/", "bot/settings.py")
"""`bot/settings.py` is where .env.example comes from: its descriptions are the documentation of a setting."""


def silent_files() -> list[Path]:
    files = [path for layer in SILENT for path in (ROOT / layer).rglob("*.py")]
    return [path for path in files if not path.relative_to(ROOT).as_posix().startswith(SPEAKING)]


def strings_of(path: Path) -> list[str]:
    """String literals that are not docstrings or comments."""
    found, after_statement = [], True
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type == tokenize.STRING and not (after_statement and token.string.startswith('"""')):
            found.append(token.string)
        if token.type not in (tokenize.NL, tokenize.COMMENT, tokenize.STRING):
            after_statement = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    return found


@pytest.mark.parametrize("path", silent_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_layer_that_does_not_speak_has_no_russian_words(path: Path) -> None:
    assert [literal for literal in strings_of(path) if re.search("[А-Яа-яЁё]{2,}", literal)] == []


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    unexplained = explain(errors.VekhaError())
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and kind is not errors.VekhaError
    ]
    for kind in kinds:
        if issubclass(kind, errors.VekhaError):
            facts = dict.fromkeys(getattr(kind, "__dataclass_fields__", ()), "1")
            if {"reason", "trouble"} & facts.keys():
                continue  # its sentences are looked up by it, and tested where they are raised
            assert explain(kind(**facts)) != unexplained, kind.__name__
