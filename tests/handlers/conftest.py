"""Handlers are pressed in the same world as stories."""

from tests.scenarios.conftest import world as world  # the fixture
