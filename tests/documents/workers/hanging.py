"""A worker that never answers."""

import threading

threading.Event().wait()
