"""How large a document may be. Every number here is checked before or while reading, never after."""

from roadmap import contents

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_PAGES = 200
MAX_CHARACTERS = 8_000_000
MAX_CELLS = 400_000  # filled and empty alike: a formatted empty cell costs as much
MAX_MERGED_RANGES = 20_000

MAX_PDF_UNPACKED_BYTES = 32 * 1024 * 1024  # pictures apart
MAX_PDF_WORK = 13_000_000  # microseconds or so
MAX_PDF_PAGE_WORK = 3_000_000

MAX_ENTRIES = contents.MAX_ENTRIES
MAX_DIRECTORY_BYTES = contents.MAX_DIRECTORY_BYTES
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_FROM_BYTES = 1024 * 1024  # a small part may pack as well as it likes
MAX_PROLOG_BYTES = 64 * 1024

WORKER_MEMORY_BYTES = 512 * 1024 * 1024
WORKER_CPU_SECONDS = 15
WORKER_SECONDS = 90
MAX_ANSWER_BYTES = 64 * 1024 * 1024

CONVERTER_MEMORY_BYTES = 1024 * 1024 * 1024
CONVERTER_SECONDS = 60
CONVERTER_FILE_BYTES = 64 * 1024 * 1024
