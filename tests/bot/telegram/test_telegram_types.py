"""aiogram's models are built when first used, and are what they would have been."""

import subprocess
import sys

from pydantic import BaseModel

FRESH = """
import bot
import aiogram.types as types

assert not types.StarTransaction.__pydantic_complete__
read = types.Update.model_validate({
    "update_id": 7,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "/start"},
})
assert isinstance(read.message.chat, types.Chat)
assert types.Update.__pydantic_complete__ and not types.StarTransaction.__pydantic_complete__
"""


def test_an_update_builds_what_it_is_made_of_and_nothing_else() -> None:
    ended = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_models_of_others_find_the_names_around_them() -> None:
    class Later(BaseModel):
        """Named before it is defined."""

        inner: "Inner"

    class Inner(BaseModel):
        value: int

    Later.model_rebuild()

    assert Later.model_validate({"inner": {"value": 1}}).inner == Inner(value=1)
