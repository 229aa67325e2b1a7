"""A press that sent a file is answered with the file once more, where nobody knows whether it came."""

import inspect

from handlers.again import GIVEN, SHOWN, again
from handlers.table import ROUTES

SENDERS = (
    "screen.files(",
    "await hand_over(",
    "hand_over_form(",
    "hand_over_analysis(",
    "send_files(",
    "_hand_out(",
)


def test_every_press_that_sends_a_file_sends_it_again() -> None:
    sending = {
        button
        for button, entry in ROUTES.presses.items()
        if any(sender in inspect.getsource(entry.handler) for sender in SENDERS)
    }
    assert len(sending) > 15
    assert sending - GIVEN - SHOWN.keys() == set()


def test_what_is_made_anew_is_asked_with_the_same_press() -> None:
    for button in GIVEN:
        press = button(*(0 for _ in button.__dataclass_fields__))
        assert again(press) is press
