"""A worker whose document needs more memory than there is."""

from documents import reader, worker


def greedy(*_: object, **__: object) -> object:
    return bytearray(1 << 40)


reader.read_document = greedy  # type: ignore[assignment]
worker.main(["план.txt"])
