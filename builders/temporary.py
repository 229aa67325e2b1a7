"""Where tests put their files."""

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
TEMPORARY = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())
"""In memory where that exists: what survives a loss of power is not what the tests are about."""
