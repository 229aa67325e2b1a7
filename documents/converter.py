"""Becomes LibreOffice without a network: `python -m documents.converter PROGRAM ARGUMENT …`.

Ends with status 3, and starts nothing, where the system does not let it leave the network.
"""

import ctypes
import os
import resource
import sys

from documents import limits

NOT_ISOLATED = 3
_NEW_NETWORK = 0x40000000
_NEW_USER = 0x10000000


def main(command: list[str]) -> None:
    """Limit this process, leave the network and become the program."""
    _limit()
    if not _leave_network():
        sys.exit(NOT_ISOLATED)
    os.execv(command[0], command)  # noqa: S606 - the program found on this machine


def _limit() -> None:
    memory, size = limits.CONVERTER_MEMORY_BYTES, limits.CONVERTER_FILE_BYTES
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CONVERTER_SECONDS, limits.CONVERTER_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _leave_network() -> bool:
    """A network of its own, in which there is nothing; a plain user needs users of its own, too."""
    system = ctypes.CDLL(None, use_errno=True)
    return 0 in map(system.unshare, (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


if __name__ == "__main__":
    main(sys.argv[1:])
