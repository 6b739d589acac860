"""Between rooms only selectors, services, models and events are used; import-linter sees to the order of the rooms."""

from __future__ import annotations

import grimp
from tests.architecture import shape

GROUND = {"kernel", "policy", "platform"}  # what every room stands on
DOORS = {"selectors", "services", "models", "events"}
#: The site puts the rooms together: what stands behind a menu, an address or a command is its business.
ASSEMBLY = {"site"}


def test_a_room_uses_only_the_doors_of_another() -> None:
    graph = grimp.build_graph("antu", exclude_type_checking_imports=False)
    through_walls = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if _is_through_a_wall(importer.split("."), imported.split("."))
    ]
    assert sorted(through_walls) == []


def _is_through_a_wall(importer: list[str], imported: list[str]) -> bool:
    if len(importer) < 2 or len(imported) < 3 or importer[1] == imported[1]:
        return False
    return importer[1] not in ASSEMBLY and imported[1] not in GROUND and imported[2] not in DOORS


def test_modules_and_functions_are_named_for_what_they_are() -> None:
    vague = {"utils", "helpers", "helper", "manager", "process", "handle", "data", "info"}
    modules = sorted(grimp.build_graph("antu").modules)
    functions = [piece.name for piece in shape.functions()]
    assert [name for name in [*modules, *functions] if name.replace(" ", ".").rsplit(".", 1)[-1] in vague] == []
