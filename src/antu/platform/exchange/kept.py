"""What came of an import or its check, kept in files: problems of whole sheets, unknown names, and rows, one a line.

A page shows fifty of a hundred thousand rows: lines are told apart by how they begin, and only those shown are read.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from antu.kernel.errors import BadInput, Problem
from antu.platform.exchange.outcome import ImportOutcome, MovedAmount, OutcomeRow, RowVerdict
from antu.platform.progress import Told
from antu.platform.workbook import Meaning, Unmatched
from antu.platform.workbook.marking import LayoutsOf, write_marked

_LOG: Final = logging.getLogger(__name__)
_PLACE: Final = ("sheet", "row", "column")


@dataclass(frozen=True, slots=True)
class KeptOutcome:
    """``folder`` holds the files. Whether it counts is the job's to say: the files of one that failed are not read."""

    folder: Path

    def write(self, outcome: ImportOutcome) -> None:
        """Keep it, readable by our own account alone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write(self._problems, (_json(problem.as_json()) for problem in outcome.sheet_problems))
        self._write(self._names, [_json([asdict(each) for each in outcome.naming.unmatched])])
        self._write(self._moved, (_json(asdict(each)) for each in outcome.moved))
        self._write(self._rows, map(_line, sorted(outcome.rows, key=_urgency)))

    def mark(self, workbook: Path, outcome: ImportOutcome, layouts_of: LayoutsOf, told: Told) -> None:
        """Keep a copy of the workbook in which the problems are marked; none of one that cannot be marked."""
        self._marked.unlink(missing_ok=True)
        problems = (*outcome.errors, *outcome.warnings)
        if not problems:
            return
        told(0, None, "在工作簿里标出问题")
        try:
            write_marked(workbook, problems, layouts_of, self._marked)
            self._marked.chmod(0o600)
        except Exception:  # noqa: BLE001 - a file may be odd in ways nobody has seen: it is imported all the same
            _LOG.exception("The problems of an upload cannot be marked in it")
            self._marked.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove the files of a job that came to nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def sheet_problems(self) -> list[Problem]:
        """Its problems that stand in no row."""
        kept = (json.loads(line) for line in self._problems.read_bytes().splitlines())
        return [Problem(each["rule"], each["message"], {place: each.get(place) for place in _PLACE}) for each in kept]

    def unmatched(self) -> tuple[Unmatched, ...]:
        """The names in the workbook that nothing is known by."""
        kept = json.loads(self._names.read_bytes()) if self._names.is_file() else []  # an outcome of before has none
        return tuple(_unmatched(each) for each in kept)

    def moved(self) -> list[MovedAmount]:
        """The amounts that move with it; an outcome of before has none."""
        lines = self._moved.read_bytes().splitlines() if self._moved.is_file() else ()
        return [MovedAmount(**json.loads(line)) for line in lines]

    def rows(self) -> KeptRows:
        """Its rows. Raises BadInput (``U-GONE``) where the files are gone, as after a restore without them."""
        if not self._rows.is_file():
            raise BadInput(
                Problem("U-GONE", "这次检查或导入的逐行结果已不在服务器上；请回到导入页重新上传，再检查一次")
            )
        return KeptRows(self._rows.read_bytes().splitlines())

    @property
    def marked(self) -> Path | None:
        """The copy of the workbook in which the problems are marked, where there are any."""
        return self._marked if self._marked.is_file() else None

    @property
    def _marked(self) -> Path:
        return self.folder / "marked.xlsx"

    @property
    def _problems(self) -> Path:
        return self.folder / "problems.jsonl"

    @property
    def _names(self) -> Path:
        return self.folder / "names.json"

    @property
    def _moved(self) -> Path:
        return self.folder / "moved.jsonl"

    @property
    def _rows(self) -> Path:
        return self.folder / "rows.jsonl"

    @staticmethod
    def _write(path: Path, lines: Iterable[str]) -> None:
        path.touch(mode=0o600)
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)


class KeptRows(Sequence[OutcomeRow]):
    """Rows that are read when they are asked for."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, part: Any) -> Any:
        lines = self._lines[part]
        return [_row(line) for line in lines] if isinstance(part, slice) else _row(lines)

    def with_verdict(self, verdict: RowVerdict) -> KeptRows:
        """Those of which this comes."""
        return self._beginning(*(_beginning(verdict, warned) for warned in (False, True)))

    def warned(self) -> KeptRows:
        """Those with a warning."""
        return self._beginning(*(_beginning(verdict, warned=True) for verdict in RowVerdict))

    def of_sheet(self, title: str) -> KeptRows:
        """Those of one sheet."""
        return self._beginning(*_beginnings(title))

    def about(self, words: str) -> KeptRows:
        """Those whose name has these words in it."""
        needle = _json(words)[1:-1].encode()
        maybe = (line for line in self._lines if needle in line)
        return KeptRows([line for line in maybe if words in _row(line).about])

    def titles(self) -> list[str]:
        """The sheets, in the order in which they come."""
        found, rest = [], self._lines
        while rest:
            found.append(_row(rest[0]).sheet)
            of_it = _beginnings(found[-1])
            rest = [line for line in rest if not line.startswith(of_it)]
        return found

    def _beginning(self, *beginnings: bytes) -> KeptRows:
        return KeptRows([line for line in self._lines if line.startswith(beginnings)])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _beginning(verdict: RowVerdict, warned: bool, *title: str) -> bytes:  # noqa: FBT001 - as the line has it
    return _json([verdict.value, int(warned), *title])[:-1].encode() + b","


def _beginnings(title: str) -> tuple[bytes, ...]:
    return tuple(_beginning(verdict, warned, title) for verdict in RowVerdict for warned in (False, True))


def _unmatched(kept: Mapping[str, Any]) -> Unmatched:
    meanings = tuple(Meaning(**each) for each in kept["meanings"])
    return Unmatched(kept["sheet"], kept["typed"], tuple(kept["samples"]), meanings, kept.get("rows", 0))


def _urgency(row: OutcomeRow) -> int:
    """What asks for a person first; else as the workbook has it."""
    if row.verdict in {RowVerdict.CREATED, RowVerdict.UPDATED, RowVerdict.UNCHANGED}:
        return 2 if row.warnings or row.changes else 3
    return 0 if row.verdict is RowVerdict.BAD else 1


def _line(row: OutcomeRow) -> str:
    told = [list(row.reasons), list(row.warnings), list(row.changes)]
    return _json([row.verdict.value, int(bool(row.warnings)), row.sheet, row.number, row.about, *told])


def _row(line: bytes) -> OutcomeRow:
    verdict, _, sheet, number, about, *told = json.loads(line)  # one of before has no changes
    return OutcomeRow(sheet, number, about, RowVerdict(verdict), *map(tuple, told))
