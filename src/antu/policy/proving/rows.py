"""Making rows of facts to begin with."""

from __future__ import annotations

from antu.policy.pack import Pack
from antu.policy.proving.chance import Chance
from antu.policy.proving.draft import Draft, Mutable
from antu.policy.proving.values import Likely
from antu.policy.schema import FactColumn, Value

_MANY = 4


class Rows:
    """New rows with ordinary values; every row of a table has another id."""

    def __init__(self, pack: Pack, chance: Chance) -> None:
        self.pack, self.chance = pack, chance
        self._likely = Likely(pack)
        self._count = 0

    def draft(self) -> Draft:
        """A subject with a few rows in each table, often none."""
        rows: dict[str, list[Mutable]] = {}
        for name, table in self.pack.facts.tables.items():
            many = 1 if table.is_single else self.chance.below(_MANY) * (not self.chance.once_in(3))
            rows[name] = [self.new(name) for _ in range(min(many, table.rows_max))]
        return Draft(self.pack, rows)

    def new(self, table: str) -> Mutable:
        """A row."""
        self._count += 1
        columns = self.pack.facts.tables[table].columns
        row = {name: self._likely.value(table, column, self.chance) for name, column in columns.items()}
        return row | ({"id": f"R{self._count}"} if "id" in columns else {})

    def filled(self, table: str, column: FactColumn) -> Value:
        """A value of a column that may be empty."""
        while (value := self._likely.value(table, column, self.chance)) is None:
            pass
        return value
