"""The rate tables of a pack as rows of texts, for a grid and for a workbook; written back with nothing lost. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Final

from antu.policy.faults import Faults
from antu.policy.load import FACTS, PACK
from antu.policy.numbers import decimal_from, plain
from antu.policy.rates import rate_file
from antu.policy.source import Mapped, Scalar, Series, read_yaml

#: What the usual columns are called on screen and in a workbook; keys and values have the pack's own names.
USUAL: Final[Mapping[str, str]] = {
    "from": "起", "to": "止", "label": "名称", "also": "别的叫法", "unit": "单位", "clause": "条款",
    "key": "键", "value": "数值", "rate": "标准",
}  # fmt: skip


def name_of_table(label: str, values: Iterable[str]) -> str:
    """What a table is called: its label, else what its columns hold."""
    return label or "、".join(values) or "单项标准"


@dataclass(frozen=True, slots=True)
class RateSheet:
    """One table: what it is called, its file's columns in their order with their headers, and its rows as texts."""

    name: str
    label: str
    columns: tuple[str, ...]
    labels: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]

    @property
    def file(self) -> str:
        """Its file in the pack."""
        return rate_file(self.name)

    def label_of(self, column: str) -> str:
        """A column's name in words."""
        return self.labels.get(column) or USUAL.get(column, "") or column

    def header(self, column: str) -> str:
        """A column's header in a workbook: its name in words, and the name that the file has for it."""
        label = self.label_of(column)
        return f"{label}（{column}）" if label != column else column


def rate_sheets(files: Mapping[str, bytes]) -> tuple[RateSheet, ...]:
    """The tables that ``pack.yaml`` declares and whose files can be read, in its order."""
    found = read_yaml(PACK, files.get(PACK, b""), Faults())
    declared = _named(found, "rates") if isinstance(found, Mapped) else None
    facts = _fact_labels(files)
    sheets = (_sheet(key.text, entry, files, facts) for key, entry in (declared.pairs if declared else ()))
    return tuple(sheet for sheet in sheets if sheet)


def _sheet(name: str, entry: object, files: Mapping[str, bytes], facts: Mapping[str, str]) -> RateSheet | None:
    try:
        text = files[rate_file(name)].decode("utf-8-sig")
        lines = [cells for cells in csv.reader(StringIO(text, newline=""), strict=True) if any(map(str.strip, cells))]
    except (KeyError, UnicodeDecodeError, csv.Error):
        return None
    if not lines or not isinstance(entry, Mapped):
        return None
    columns = tuple(cell.strip() for cell in lines[0])
    rows = tuple(dict(zip(columns, [cell.strip() for cell in cells], strict=False)) for cells in lines[1:])
    values = _named(entry, "values")
    held = {key.text: each.text for key, each in values.pairs if isinstance(each, Scalar)} if values else {}
    label = name_of_table(_named_text(entry, "label"), held.values())
    named = {column: facts.get(f"{name}.{column}") or facts.get(column, "") for column in columns}
    labels = {column: label for column, label in named.items() if label and column not in USUAL}
    labels |= dict.fromkeys(_listed(entry, "values"), USUAL["rate"])
    labels |= held
    return RateSheet(name, label, columns, labels, rows)


def _fact_labels(files: Mapping[str, bytes]) -> Mapping[str, str]:
    """What facts are called, by their column: keys of tables are named after them.

    Of several columns of one name, a table's key is the one whose choices are its rows: ``fixture_rate.kind``.
    """
    found = read_yaml(FACTS, files.get(FACTS, b""), Faults())
    tables = _named(found, "tables") if isinstance(found, Mapped) else None
    labels: dict[str, str] = {}
    for _, table in tables.pairs if tables else ():
        columns = _named(table, "columns") if isinstance(table, Mapped) else None
        for key, column in columns.pairs if columns else ():
            if isinstance(column, Mapped):
                labels.setdefault(key.text, _named_text(column, "label"))
                if rates := _named_text(column, "choices_from"):
                    labels.setdefault(f"{rates}.{key.text}", _named_text(column, "label"))
    return {name: label for name, label in labels.items() if label}


def _listed(entry: Mapped, key: str) -> list[str]:
    found = next((value for name, value in entry.pairs if name.text == key), None)
    return [each.text for each in found.entries if isinstance(each, Scalar)] if isinstance(found, Series) else []


def _named(entry: Mapped, key: str) -> Mapped | None:
    found = next((value for name, value in entry.pairs if name.text == key), None)
    return found if isinstance(found, Mapped) else None


def _named_text(entry: Mapped, key: str) -> str:
    found: Scalar | Series | Mapped | None = next((value for name, value in entry.pairs if name.text == key), None)
    return found.text if isinstance(found, Scalar) else ""


def with_rows(
    files: Mapping[str, bytes], sheet: RateSheet, rows: Iterable[Mapping[str, str]]
) -> tuple[dict[str, bytes], dict[int, int]]:
    """The files with these rows in the table's file, and the index of each row by its line in the file."""
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(sheet.columns)
    lines: dict[int, int] = {}
    before = 1
    for index, row in enumerate(rows):
        writer.writerow([row.get(column, "") for column in sheet.columns])
        after = written.getvalue().count("\n")
        lines |= dict.fromkeys(range(before + 1, after + 1), index)
        before = after
    return {**files, sheet.file: written.getvalue().encode()}, lines


def as_written(number: Decimal, before: Sequence[str]) -> str:
    """A number of a workbook as its column writes it: Excel makes 980 of 980.00.

    One that stands in the column already is written as there; another has the decimals that all of them have.
    """
    known = [text for text in before if decimal_from(text) is not None]
    same = next((text for text in known if decimal_from(text) == number), "")
    text = plain(number)
    places = {_places(each) for each in known}
    if same or len(places) != 1 or _places(text) >= max(places):
        return same or text
    return format(number, f".{max(places)}f")


def _places(number: str) -> int:
    return len(number.partition(".")[2])


def changed_rows(before: RateSheet, after: RateSheet) -> str:
    """What became of a table in a few words, for the journal: empty where nothing did."""
    olds, news = (
        [tuple(row.get(column, "") for column in sheet.columns) for row in sheet.rows] for sheet in (before, after)
    )
    gone, came = [row for row in olds if row not in news], [row for row in news if row not in olds]
    if not gone and not came:
        return "" if olds == news else "只变次序"
    shown = [
        f"{'，'.join(filter(None, old))} → {'，'.join(filter(None, new))}" for old, new in zip(gone, came, strict=False)
    ]
    shown += [f"删去 {'，'.join(filter(None, row))}" for row in gone[len(came) :]]
    shown += [f"新增 {'，'.join(filter(None, row))}" for row in came[len(gone) :]]
    more = f" 等 {len(shown)} 行" if len(shown) > _SHOWN_MAX else ""
    return "；".join(shown[:_SHOWN_MAX]) + more


_SHOWN_MAX: Final = 20
