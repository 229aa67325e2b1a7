"""A worker in which a library prints over a broken file."""

import sys

from documents import reader, worker

read = reader.read_document


def chatty(*given: object, **named: object) -> object:
    sys.stdout.write("a library speaks")
    return read(*given, **named)  # type: ignore[arg-type]


reader.read_document = chatty  # type: ignore[assignment]
worker.main(["план.txt"])
