"""The settings of a department: a line names a thing and says how it is after one colon."""

import re
from itertools import product

import pytest

from roadmap.process.backups import LastBackup
from roadmap.reminding.department_settings import DepartmentSettings
from services.notice import plain
from services.reminding.department_choices import SeenBackup
from tests.texts.control.test_duty_texts import ACTOR
from texts.reminding.ladders import settings


@pytest.mark.parametrize(("is_brief", "takes_files"), list(product((True, False), repeat=2)))
def test_no_sentence_of_the_settings_has_two_colons(is_brief: bool, takes_files: bool) -> None:
    chosen = DepartmentSettings(is_brief=is_brief, takes_files=takes_files)
    shown = settings(chosen, SeenBackup(last=LastBackup(), is_worrying=False), ACTOR)
    sentences = re.split(r"[.\n]", str(plain(shown.body)))
    assert [words for words in sentences if words.count(": ") > 1] == []
