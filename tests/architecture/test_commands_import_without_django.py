"""Arguments are read before Django is set up, so no module of commands may need it when imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from antu.site.commands import MODULES, all_commands


@pytest.mark.parametrize("module", sorted({module for modules in MODULES.values() for module in modules}))
def test_a_module_of_commands_imports_without_django(module: str) -> None:
    program = f"import sys, {module}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_command_is_offered_once_under_its_own_first_word() -> None:
    names = [command.name for command in all_commands()]
    assert len(names) == len(set(names))
    assert {name.split()[0] for name in names} == set(MODULES)
