"""The page of permissions names everything there is to press, say and ask for."""

from handlers.table import ROUTES
from roadmap.people.persons import Role
from services.buttons.packing import pack_code
from tools.permissions import lines


def test_every_entry_stands_on_the_page_with_its_roles() -> None:
    page = "\n".join(lines())
    for kind, entry in ROUTES.presses.items():
        row = next(
            line for line in page.splitlines() if line.startswith(f"| {kind.__name__} `{pack_code(kind)}`")
        )
        assert row.count("•") == (len(Role) + 1 if entry.roles is None else len(entry.roles)), kind
    for name in ROUTES.commands:
        assert f"| `/{name}` |" in page
    assert "/api/v1/" in page and "/calendar/" in page
