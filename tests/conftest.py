"""How tests are run; what they stand on is in `tests.fixtures`."""

import gc
import os
import shutil

import pytest
from hypothesis import settings

from builders.temporary import TEMPORARY

gc.disable()  # until everything is imported: none of it is garbage

os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(TEMPORARY))  # where pytest makes `tmp_path`
settings.register_profile("search", deadline=None)  # a busy machine is no failure
settings.register_profile("check", settings.get_profile("search"), derandomize=True)
settings.load_profile("check")  # of the same code it says the same twice


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """A process that only hands tests out to others does not load what they stand on: that takes seconds."""
    hands_out = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if not hands_out:
        config.pluginmanager.import_plugin("tests.fixtures")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What LibreOffice does to a file is the same beside either database: it is asked beside SQLite."""
    again = {item for item in items if item.get_closest_marker("office") and _is_on_postgres(item)}
    config.hook.pytest_deselected(items=[*again])
    items[:] = [item for item in items if item not in again]
    if shutil.which("soffice") is None:
        for item in items:
            if item.get_closest_marker("office"):
                item.add_marker(pytest.mark.skip(reason="LibreOffice is not on this machine: soffice"))


def _is_on_postgres(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "postgres" in item.name


def pytest_collection_finish() -> None:
    """What has been imported stays to the end: the garbage collector need not look through it again."""
    gc.collect()
    gc.freeze()
    gc.enable()
