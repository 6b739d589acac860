"""Write the register of 示例国有宿舍区, state-owned land: ``python -m demo.build_state_register [FILE]``.

Every person, number, price and area is invented (示例). Identity numbers have valid check characters under 430204,
telephones begin with 1990000; both belong to nobody. The same lists give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from antu.households.domain.layout import register_layout
from antu.kernel.identity import account_warning, id_check_character
from antu.platform.workbook import SheetLayout
from antu.policy import shipped_shelf
from demo.state_dormitory import CODE, HOUSEHOLDS, PROJECT, Household

OUT = Path(__file__).parent / "registers" / "示例国有宿舍区.xlsx"
PACK = "wuhan-wuchang-2019"
MADE_AT = datetime(2023, 12, 31)  # noqa: DTZ001 - a workbook's property has no time zone
PHONE_FROM = 19_900_009_001
ACCOUNT_BANK = "620000998"

Row = Mapping[str, Any]


def build(out: Path) -> None:
    """Write the workbook in the layout of the pack: canonical sheets, header in row 1, typed cells."""
    rows = {"project": [PROJECT], **register_rows()}
    with Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "示例国有宿舍区台账（示例，全部虚构）", "created": MADE_AT})
        header, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        for key, sheet in register_layout(shipped_shelf().get(PACK)).sheets.items():
            page = book.add_worksheet(sheet.layout.name)
            page.freeze_panes(1, 2)
            _write(page, sheet.layout, rows.get(key, []), header, day)


def register_rows() -> dict[str, list[Row]]:
    """The rows of every sheet but 项目, by what a row describes and by field."""
    rows: dict[str, list[Row]] = {"household": [], "person": []}
    for number, household in enumerate(HOUSEHOLDS, start=1):
        code = f"{CODE}-{number:03}"
        people = list(_people(household, code, number))
        rows["household"].append(_subject(household, code, number, people[0]))
        rows["person"] += people
        for table, values in household.owned:
            place = sum(row["household"] == code for row in rows.setdefault(table, []))
            rows[table].append({"household": code, "id": f"{table[0].upper()}{place + 1}", **values})
    return rows


def _subject(household: Household, code: str, number: int, head: Row) -> Row:
    return {
        "household": code,
        "kind": "户",
        "head_name": head["name"],
        "id_number": head["id_number"],
        "phone": str(PHONE_FROM + number),
        "town": PROJECT["town"],
        "village": "宿舍区社区（示例）",
        "address": f"{household.building}栋{household.flat}",
        "account_name": head["name"],
        "bank": "示例农村商业银行白露支行",
        "account_no": _account(number),
        "officer": "示例丁",
        **household.facts,
    }


def _people(household: Household, code: str, number: int) -> Iterator[Row]:
    for place, (name, born_on, is_man, relation) in enumerate(household.people, start=1):
        first_17 = f"430204{born_on:%Y%m%d}{80 + number}{1 if is_man else 2}"
        yield {
            "household": code,
            "id": f"P{place}",
            "name": name,
            "id_number": first_17 + id_check_character(first_17),
            "sex": "男" if is_man else "女",
            "born_on": born_on,
            "relation": relation,
            "hukou_kind": "居民",
        }


def _account(number: int) -> str:
    """A card number of 19 digits that passes Luhn."""
    first_18 = f"{ACCOUNT_BANK}{7000 + number:09}"
    return next(card for digit in range(10) if account_warning(card := f"{first_18}{digit}") is None)


def _write(page: Any, layout: SheetLayout, rows: list[Row], header: Any, day: Any) -> None:
    for place, column in enumerate(layout.columns):
        page.set_column(place, place, 16)
        page.write_string(0, place, column.header, header)
        for number, row in enumerate(rows, start=1):
            value = row.get(column.field)
            if isinstance(value, date):
                page.write_datetime(number, place, value, day)
            elif value is not None:
                page.write(number, place, value)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
