"""`python -m bot` and the `vekha` command."""

import os
import sys

from bot.cli import run_command


def main() -> None:
    """Exit with 0 done, 1 refused with a reason, 2 wrong usage."""
    os.umask(0o077)  # base, marks, files and copies are for their owner only
    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
