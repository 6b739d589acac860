"""Accepted rows become records: created, changed where they differ, or left alone; one journal entry a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField

from antu.kernel.errors import Problem
from antu.kernel.money import Money
from antu.kernel.text import entries
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.change_words import words_of_changes
from antu.platform.exchange.judging import Judgement, name_key
from antu.platform.exchange.names import Directory, Key
from antu.platform.exchange.outcome import Effect, RowEffect
from antu.platform.exchange.sheet import DistrictSheet, Values
from antu.platform.models import RecordedRow
from antu.platform.progress import Told, to_nobody
from antu.platform.records import value_text
from antu.platform.workbook import Row, SheetReading


@dataclass
class Recorder:
    """Records the accepted rows of one sheet; ``source`` names the file in the journal.

    ``reading`` is the sheet, ``warnings`` tell of cells that were not taken over because a page said otherwise.
    """

    actor: Actor
    sheet: DistrictSheet
    reading: SheetReading
    judgement: Judgement
    directory: Directory
    source: str
    told: Told = to_nobody
    warnings: list[Problem] = field(default_factory=list)
    _own: dict[Key, int] = field(default_factory=dict)

    def record_all(self) -> dict[int, RowEffect]:
        """Record every accepted row, in order; what each did, by its number."""
        pks = self.judgement.on_record.values()
        on_record = {record.pk: record for record in self.sheet.model.objects.filter(pk__in=pks)}
        effects: dict[int, RowEffect] = {}
        for row in self.judgement.accepted:
            self.told(len(effects), len(self.judgement.accepted), f"核对「{self.sheet.name}」")
            effects[row.number] = self._record(row, on_record)
        return effects

    def _record(self, row: Row, on_record: Mapping[int, RecordedRow]) -> RowEffect:
        record = on_record.get(self.judgement.on_record.get(row.number, 0)) or self.sheet.model()
        given = self._values(row)
        adapted = self.sheet.adapt(record, given)
        self.warnings += [
            self._not_taken(record, row, name)
            for name in row.given & given.keys() - adapted.keys()
            if getattr(record, name) != given[name]
        ]
        effect = self._keep(record, row, adapted)
        if self.sheet.known_by:
            self._own[name_key(row, self.sheet.known_by[0])] = record.pk
        return effect

    def _not_taken(self, record: RecordedRow, row: Row, name: str) -> Problem:
        column = record._meta.get_field(name)
        kept = value_text(column, column.value_from_object(record))  # type: ignore[union-attr, arg-type]
        what = f"{self.sheet.layout.by_field[name].header}以页面登记的「{kept}」为准，这一格没有采用；要改请在页面上改"
        return self.reading.problem(row, name, "W-PAGE", what)

    def _values(self, row: Row) -> Values:
        values: Values = {name: self._kept(name, row.values[name]) for name in self.sheet.kept_fields}
        for reference in self.sheet.references:
            pk = self.judgement.references[row.number].get(reference.attribute)
            if reference.model is self.sheet.model and row.has(*reference.fields):
                key = name_key(row, reference.fields)
                pk = self._own.get(key) or self.directory.find(reference.model, key)
            values[f"{reference.attribute}_id"] = pk
        return values

    def _kept(self, name: str, value: Any) -> Any:
        """The value as the model keeps it: fen, a list, and emptiness in the column's own way."""
        column = self.sheet.model._meta.get_field(name)
        if isinstance(column, ArrayField):
            return entries(value or "")
        if value is None:
            return column.get_default()  # type: ignore[union-attr]
        return value.fen if isinstance(value, Money) else value

    def _keep(self, record: RecordedRow, row: Row, values: Values) -> RowEffect:
        is_new = record.pk is None
        before = {} if is_new else journal.snapshot(record)
        changed = [name for name, value in values.items() if is_new or getattr(record, name) != value]
        if not changed:
            if record.source_row != row.number:
                record.source_row = row.number
                record.save(update_fields=("source_row",))
            return RowEffect(Effect.UNCHANGED)
        for name in changed:
            setattr(record, name, values[name])
        record.source_row = row.number
        record.save()
        after = journal.snapshot(record)
        change = journal.difference(before, after if is_new else {name: after[name] for name in changed})
        source = f"{self.source} {self.sheet.name} 第 {row.number} 行"
        journal.record(self.actor, _action(is_new, changed, values), record, change, source=source)
        if is_new:
            return RowEffect(Effect.CREATED)
        return RowEffect(Effect.UPDATED, words_of_changes(record._meta.label_lower, change))


def _action(is_new: bool, changed: list[str], values: Values) -> str:  # noqa: FBT001
    if "is_voided" in changed and values["is_voided"]:
        return "导入年度工作簿：作废"
    return "导入年度工作簿：新增" if is_new else "导入年度工作簿：更正"
