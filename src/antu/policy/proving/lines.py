"""Which line of a pack's files a formula stands on, for messages."""

from __future__ import annotations

from antu.policy.faults import Faults
from antu.policy.pack import Pack
from antu.policy.source import Entry, Mapped, Series, read_yaml

PACK, ITEMS, ELIGIBILITY = "pack.yaml", "items.yaml", "eligibility.yaml"


class Lines:
    """``file:line name`` of every formula of a loaded pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._roots = {
            name: read_yaml(name, pack.files[name], Faults())
            for name in (PACK, ITEMS, ELIGIBILITY)
            if name in pack.files
        }

    def check(self, number: int) -> str:
        """A check between columns."""
        check = self._pack.checks[number]
        return self._place(PACK, f"{check.table}.{check.column}", "checks", number, "refuse")

    def rule(self, number: int) -> str:
        """A rule of the eligibility table."""
        rules = self._pack.eligibility.rules if self._pack.eligibility else ()
        return self._place(ELIGIBILITY, rules[number].code, "rules", number, "when")

    def derived(self, name: str) -> str:
        """A derived value."""
        return self._place(ITEMS, name, "derived", name, "value")

    def step(self, table: str, name: str) -> str:
        """A named step of a table's rows."""
        return self._place(ITEMS, f"{table}.{name}", "steps", table, name, "value")

    def item(self, number: int, key: str) -> str:
        """A formula of an item."""
        return self._place(ITEMS, f"{self._pack.items[number].code}.{key}", "items", number, key)

    def _place(self, file: str, name: str, *keys: str | int) -> str:
        entry = self._roots.get(file)
        line = 1
        for key in keys:
            found = _inside(entry, key)
            if found is None:
                break
            line, entry = found
        return f"{file}:{line} {name}"


def _inside(entry: Entry | None, key: str | int) -> tuple[int, Entry] | None:
    if isinstance(entry, Series) and isinstance(key, int) and key < len(entry.entries):
        return entry.entries[key].line, entry.entries[key]
    if isinstance(entry, Mapped):
        return next(((name.line, value) for name, value in entry.pairs if name.text == key), None)
    return None
