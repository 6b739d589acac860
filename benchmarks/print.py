"""``python -m benchmarks.print``: cards, sheets and a long list as PDF, beside docxtpl and LibreOffice in the same run.

The papers are those of the demo's households, repeated under numbers and names of their own, so that no two lines are
the same. Peers fill the settlement agreement's form and convert it.
"""

from __future__ import annotations

import subprocess
import time
from argparse import ArgumentParser
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.installation import CHECKOUT, open_installation
from benchmarks.reporting import report

AT: Final = datetime(2024, 1, 31, 1, 30, tzinfo=UTC)
FILLED: Final = 20
CONVERTED: Final = 3


def main() -> int:
    """Load the demo, check each paper, then time it: once: a second run would be quicker, Typst remembers."""
    parser = ArgumentParser(prog="python -m benchmarks.print")
    parser.add_argument("--cards", type=int, default=1_000)
    parser.add_argument("--sheets", type=int, default=500)
    parser.add_argument("--rows", type=int, default=5_000)
    sizes = parser.parse_args()
    open_installation("print")
    cases = [_cards(sizes.cards), _sheets(sizes.sheets), _list(sizes.rows), *_peers()]
    report("print", cases)
    return 0


def _standing(count: int) -> list[Any]:
    from antu.compensation.models import Determination
    from antu.households.selectors.tables import RELATED_NAMES
    from antu.overview.services import load_demo
    from antu.platform.actor import SYSTEM

    if not Determination.objects.exists():
        load_demo(SYSTEM, CHECKOUT / "demo", today=AT.date())
    found = Determination.objects.filter(is_standing=True).select_related("household__project").order_by("pk")
    read_before = [f"household__{name}" for name in ("events", *RELATED_NAMES)]  # as a batch reads them
    return list(islice(cycle(found.prefetch_related(*read_before)), count))


def _cards(count: int) -> dict[str, object]:
    from antu.compensation.documents import cards_pdf, determined_card

    made = [
        replace(card, household=_renamed(card.household, number), money=_relabelled(card.money, number))
        for number, card in enumerate(determined_card(each) for each in _standing(count))
    ]
    case = _case(f"{count} cards in one PDF", lambda: _in_parts(cards_pdf, made))
    if case["pages"] != count:
        raise AssertionError(f"{case['pages']} pages of {count} cards")
    return case


def _in_parts(pdf: Callable[..., bytes], made: list[Any]) -> bytes:
    """As a batch sets them: so many in one compile, then all in one file."""
    from antu.compensation.documents.batch import AT_ONCE
    from antu.platform.documents.pages_of_pdf import joined_pdf

    starts = range(0, len(made), AT_ONCE)
    return joined_pdf([pdf(made[start : start + AT_ONCE], "张三", AT) for start in starts], "批量打印")


def _renamed(household: Any, number: int) -> Any:
    other = copy(household)
    other.head_name, other.code = f"{household.head_name}{number}", f"{household.code}-{number}"
    return other


def _relabelled(money: Any, number: int) -> Any:
    def marked(lines: Any) -> Any:
        return tuple(replace(line, label=f"{line.label[:8]}{number}") for line in lines)

    return replace(money, lines=marked(money.lines), groups=marked(money.groups))


def _distinct(sheet: Any, number: int) -> Any:
    groups = [
        replace(group, lines=tuple(replace(line, words=f"{line.words}{number}") for line in group.lines))
        for group in sheet.groups
    ]
    return replace(sheet, groups=tuple(groups))


def _sheets(count: int) -> dict[str, object]:
    from antu.compensation.documents import determined_sheet, sheets_pdf

    made = [
        replace(printed, sheet=_distinct(printed.sheet, number), facts=(("户编号", str(number)), *printed.facts[1:]))
        for number, printed in enumerate(determined_sheet(each) for each in _standing(count))
    ]
    return _case(f"{count} computation sheets in one PDF", lambda: _in_parts(sheets_pdf, made))


def _list(count: int) -> dict[str, object]:
    from antu.platform.display import Cell, Column, Kind, Row, Table
    from antu.platform.documents.table_pdf import PrintedList, list_pdf

    columns = (
        *(Column(name) for name in ("户编号", "户主", "项目", "镇街", "村组", "状态", "签约日")),
        Column("安置人口", "人", Kind.NUMBER),
        Column("应付合计", "元", Kind.NUMBER),
    )
    made = [_texts(each) for each in _standing(100)]
    rows = [Row((Cell(f"{number:05}"), *map(Cell, texts))) for number, texts in enumerate(islice(cycle(made), count))]
    return _case(
        f"a list of {count} rows, 9 columns", lambda: list_pdf(PrintedList("台账", Table(columns, rows), "张三", AT))
    )


def _texts(standing: Any) -> tuple[str, ...]:
    household = standing.household
    place = f"{household.village}{household.group}"
    days = ("已签约", str(standing.signed_on), str(household.people.count()), standing.payable.grouped())
    return (household.head_name, household.project.name, household.town, place, *days)


def _case(name: str, make: Callable[[], bytes]) -> dict[str, object]:
    from pypdf import PdfReader

    start, worked = time.perf_counter(), time.process_time()
    pdf = make()
    spent, worked = time.perf_counter() - start, time.process_time() - worked
    pages = len(PdfReader(BytesIO(pdf)).pages)
    return _told(name, pages, spent, len(pdf), worked)


def _peers() -> list[dict[str, object]]:
    """One .docx by docxtpl, and the same as PDF by LibreOffice where that is installed."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from antu.platform.documents.forms import form_path

    with TemporaryDirectory() as folder:
        path = Path(folder) / "agreement.docx"
        start = time.perf_counter()
        for _ in range(FILLED):
            form = DocxTemplate(str(form_path("settlement-agreement.docx")))
            form.render({"notices": [], "project_name": "示例项目"}, Environment(autoescape=True))
            form.save(str(path))
        filled = _told("peer: docxtpl, a .docx", FILLED, time.perf_counter() - start, path.stat().st_size)
        return [filled, *_converted(path)]


def _converted(path: Path) -> list[dict[str, object]]:
    office = which("soffice")
    if office is None:
        return []
    copies = [path.with_name(f"{number}.docx") for number in range(CONVERTED)]
    for each in copies:
        each.write_bytes(path.read_bytes())
    command = [office, f"-env:UserInstallation=file://{path.parent}/office", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(path.parent)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)  # noqa: S603 - its first start is slower
    start = time.perf_counter()
    subprocess.run([*command, *map(str, copies)], check=True, capture_output=True)  # noqa: S603 - our own files
    spent = time.perf_counter() - start
    name = f"peer: LibreOffice, a .docx as PDF ({CONVERTED} in one start)"
    return [_told(name, CONVERTED, spent, path.with_suffix(".pdf").stat().st_size)]


def _told(name: str, pages: int, seconds: float, size: int, worked: float | None = None) -> dict[str, object]:
    """``worked`` is the processor's time in this process, which other work on the machine hardly moves."""
    return {
        "case": name,
        "pages": pages,
        "s": round(seconds, 2),
        "ms a page": round(seconds / pages * 1000, 1),
        "CPU ms a page": "—" if worked is None else round(worked / pages * 1000, 1),
        "kB": round(size / 1000),
    }


if __name__ == "__main__":
    raise SystemExit(main())
