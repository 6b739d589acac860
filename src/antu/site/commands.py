"""Which module offers which command, by the command's first word. A module is imported when its word is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Final

from antu.kernel.errors import BadInput, Problem
from antu.platform.commands import Command

MODULES: Final = {
    "serve": ("antu.site.serving",),
    "work": ("antu.site.working",),
    "demo": ("antu.overview.commands",),
    "accounts": ("antu.organisations.commands",),
    "policy": ("antu.regulations.commands",),
    "compute": ("antu.regulations.commands",),
    "simulate": ("antu.simulation.commands",),
    "prove": ("antu.compensation.commands",),
    "deadline": ("antu.regulations.commands",),
    "district": ("antu.overview.commands",),
    "register": ("antu.households.commands", "antu.compensation.commands"),
    "settle": ("antu.settlement.commands",),
    "search": ("antu.platform.search.commands",),
    "report": ("antu.performance.commands",),
    "handbook": ("antu.site.handbook.commands",),
}


def all_commands() -> tuple[Command, ...]:
    """Every command there is, in the order of the rooms' table."""
    modules = dict.fromkeys(module for modules in MODULES.values() for module in modules)
    return tuple(_commands_of(modules))


def find_command(words: Sequence[str]) -> tuple[Command, Sequence[str]]:
    """The command that the words begin with, and the words after its name; BadInput when there is none."""
    for command in _commands_of(MODULES.get(words[0], ())):
        name = command.name.split()
        if list(words[: len(name)]) == name:
            return command, words[len(name) :]
    known = "、".join(command.name for command in group_of(words[0]) or all_commands())
    raise BadInput(
        Problem("C-COMMAND", f"没有「{' '.join(words[:2])}」这个命令。可用的命令：{known}。说明见 ./run --help")
    )


def group_of(word: str) -> tuple[Command, ...]:
    """The commands whose first word of two this is."""
    return tuple(command for command in _commands_of(MODULES.get(word, ())) if command.name.startswith(f"{word} "))


def overview(commands: Iterable[Command] = ()) -> str:
    """What can be typed: these commands, or all."""
    lines = [f"  {command.name:<20}{command.summary}" for command in commands or all_commands()]
    return "\n".join(["用法：./run [命令] [参数]；不写命令就是 serve。命令后加 --help 看它的参数。", *lines])


def _commands_of(modules: Iterable[str]) -> list[Command]:
    return [command for module in modules for command in import_module(module).COMMANDS]
