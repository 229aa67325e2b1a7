"""A worker that tells what it was given."""

import json
import os
import sys

sys.stdout.write(json.dumps({"refused": "damaged", "detail": " ".join(sorted(os.environ))}))
