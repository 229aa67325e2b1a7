"""Folders that tests read from."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared"
"""Real road maps, kept outside of the repository: tests that read them are skipped where it is absent."""
