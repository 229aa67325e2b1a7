"""What of an error is the machine's trouble, in words for the operator; the rest is a defect."""

import errno

from storage.database_errors import trouble_of
from texts.command_line import file_trouble, machine_trouble
from texts.errors import explain_trouble

_OF_FILES = {
    errno.EISDIR: "folder",
    errno.EEXIST: "file",
    errno.ENOTDIR: "file",
    errno.ENOENT: "absent",
    errno.EACCES: "rights",
    errno.EPERM: "rights",
    errno.EROFS: "readonly",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


def sentence_of(error: Exception) -> str | None:
    """One Russian sentence about disk, file or database; None where the program itself is at fault."""
    if isinstance(error, OSError) and error.filename is not None and error.errno in _OF_FILES:
        return file_trouble(str(error.filename), _OF_FILES[error.errno])
    trouble = trouble_of(error)
    return machine_trouble(explain_trouble(trouble)) if trouble else None
