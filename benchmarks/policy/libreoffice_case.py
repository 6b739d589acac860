"""LibreOffice: the flat policy as a workbook of formulas, a row a household, recalculated without a window.

The workbook is written before; what is timed is opening it, recalculating every formula and writing the totals.
"""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path
from shutil import which
from typing import Final

import duckdb
import pyarrow as pa
import xlsxwriter

from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, table_of
from benchmarks.policy.registers import Register

ALWAYS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""
_COLUMNS: Final = (
    "structure", "area_m2", "temporary_m2", "decoration", "decoration_m2", "yard_m2", "wells", "bamboo", "crop_mu",
    "graves", "people", "mode", "signed_on", "vacated_on", "sign_start_on", "vacate_by_on",
)  # fmt: skip
_HOUSE: Final = (
    'VLOOKUP(A{r},{{"frame",1183.65;"brick_concrete",978.35;"brick_wood",757.85;"earth_wood",516.25;"simple",258.15}}'
    ",2,FALSE)"
)
_DECORATION: Final = 'VLOOKUP(D{r},{{"d1",298.75;"d2",197.45;"d3",118.15;"d0",0}},2,FALSE)'
_ITEMS: Final = (
    f"=ROUND(B{{r}}*{_HOUSE},2)",
    f"=ROUND(C{{r}}*{_HOUSE}*0.45,2)",
    f"=ROUND(E{{r}}*{_DECORATION},2)",
    "=ROUND(F{r}*64.55,2)",
    "=ROUND(G{r}*1512.5,2)",
    "=ROUND(H{r}*18.35,2)",
    "=ROUND(I{r}*1812.75,2)",
    "=ROUND(J{r}*2605,2)",
    '=IF(K{r}>0,MAX(405.5*K{r},606.6)*IF(L{r}="cash",1,2),0)',
    '=IF(K{r}>0,MAX(352.25*K{r},603.3)*IF(L{r}="cash",6,18),0)',
    "=ROUND(MIN(B{r},60*K{r})*IF(M{r}-O{r}<10,201.25,IF(M{r}-O{r}<20,100.75,IF(M{r}-O{r}<30,50.35,0))),2)",
    '=IF(N{r}="",0,IF(N{r}<=P{r},20000,0))',
    "=SUM(Q{r}:AB{r})",
)
_TOTAL: Final = len(_COLUMNS) + len(_ITEMS) - 1


def contestants(register: Register) -> list[Contestant]:
    """One workbook, opened and recalculated anew each time; none where LibreOffice is not installed."""
    office = which("soffice")
    if office is None:
        return []
    folder = (register.folder / "libreoffice").resolve()
    profile = folder / "profile/user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS)
    book = folder / "register.xlsx"
    _write(register, book)
    command = [office, f"-env:UserInstallation=file://{profile.parent}", "--headless", "--convert-to", "csv"]

    def run() -> Path:
        subprocess.run([*command, "--outdir", str(folder), str(book)], check=True, capture_output=True)  # noqa: S603
        return book.with_suffix(".csv")

    return [Contestant("LibreOffice, a workbook of formulas", run, _totals, register.subjects)]


def _write(register: Register, book: Path) -> None:
    names = ", ".join(_COLUMNS)
    query = f"""SELECT {names} FROM '{register.file("subject")}' JOIN '{register.file("project")}' USING (_project)
        ORDER BY _subject"""
    rows = duckdb.connect().sql(query).fetchall()
    with xlsxwriter.Workbook(book, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
            for column, formula in enumerate(_ITEMS, len(_COLUMNS)):
                sheet.write_formula(number, column, formula.format(r=number + 1))


def _totals(found: Path) -> pa.Table:
    with found.open(encoding="utf-8", newline="") as file:
        return table_of({PAYABLE: [round(float(row[_TOTAL]) * 100) for row in csv.reader(file)]})
