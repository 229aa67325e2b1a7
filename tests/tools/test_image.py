"""The image has what `vekha backup` needs beside the server that compose.yaml starts."""

from pathlib import Path

import pytest

from tools.debian_package import client_of, release_of, server_of

ROOT = Path(__file__).parents[2]


def test_pg_dump_of_the_image_is_not_older_than_the_server_of_compose() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    runs = dockerfile.rpartition("\nFROM ")[2]
    assert client_of(runs) >= server_of((ROOT / "compose.yaml").read_text())


def test_both_stages_stand_on_one_release() -> None:
    """What is built against one libc is run with it."""
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert dockerfile.count(f"-{release_of(dockerfile)}") == dockerfile.count("\nFROM ") == 2


def test_an_image_without_a_client_is_found_out() -> None:
    with pytest.raises(ValueError, match="no client"):
        client_of("FROM python:3.11-slim-trixie\nRUN useradd vekha\n")
