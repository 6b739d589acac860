"""Columns of district sheets, in the words of the trade: a text, a day, a year, a count, a choice, a mark, money."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.db.models import TextChoices

from antu.platform.workbook import Choice, Column, ColumnType

FIRST_YEAR: Final = Decimal(1900)
LAST_YEAR: Final = Decimal(2100)
COUNT_MAX: Final = Decimal(10**9)
"""More people, households or copies than any district has; below what an integer column of the database holds."""

AREA_UNITS: Final = {"mu": Choice("mu", "亩"), "m2": Choice("m2", "㎡", ("m²", "平方米", "平米", "平方"))}
"""Units of area by the code that models keep."""

Synonyms = Mapping[Any, tuple[str, ...]]
"""Other accepted words by choice code (a member of the model's choices)."""


def text(header: str, field: str, *, required: bool = False, also: tuple[str, ...] = ()) -> Column:
    """Free text; in a list field of the model, several entries by 、."""
    return Column(header=header, field=field, required=required, also=also)


def code(header: str, field: str, *, also: tuple[str, ...] = ()) -> Column:
    """A number such as 项目编号: upper case, any dash the same, no white space."""
    return Column(header=header, field=field, type=ColumnType.CODE, also=also)


def name(header: str, field: str, *, required: bool = False) -> Column:
    """A name in which white space means nothing, such as 调整1."""
    return Column(header=header, field=field, type=ColumnType.NAME, required=required)


def day(header: str, field: str, *, required: bool = False) -> Column:
    """A day."""
    return Column(header=header, field=field, type=ColumnType.DATE, required=required)


def year() -> Column:
    """年度, which every row of its sheet has; ``2023年`` is accepted."""
    return whole("年度", "year", FIRST_YEAR, LAST_YEAR, unit="年")


def whole(header: str, field: str, minimum: Decimal, maximum: Decimal, *, unit: str) -> Column:
    """A required whole number between bounds, such as a month."""
    return Column(
        header=header,
        field=field,
        type=ColumnType.INTEGER,
        required=True,
        minimum=minimum,
        maximum=maximum,
        unit=unit,
    )


def count(header: str, field: str, *, unit: str) -> Column:
    """An optional count of people, households or things."""
    return Column(header=header, field=field, type=ColumnType.INTEGER, maximum=COUNT_MAX, unit=unit)


def choice(
    header: str, field: str, of: type[TextChoices], *, required: bool = False, also: Synonyms | None = None
) -> Column:
    """One of the model's choices, by label, code or a synonym (by code in ``also``)."""
    words = also or {}
    choices = tuple(Choice(code, str(label), words.get(code, ())) for code, label in of.choices)
    return Column(header=header, field=field, type=ColumnType.CHOICE, required=required, choices=choices)


def mark(header: str, field: str) -> Column:
    """A mark: 是 or empty."""
    return Column(header=header, field=field, type=ColumnType.BOOL, default=False)


def money(header: str, field: str, *, required: bool = False, may_be_negative: bool = False) -> Column:
    """Money in yuan, kept as fen."""
    minimum = None if may_be_negative else Decimal(0)
    return Column(header=header, field=field, type=ColumnType.MONEY, required=required, minimum=minimum, unit="元")


def area(header: str, field: str, *, unit_field: str, required: bool = False) -> Column:
    """An area in the unit that the row's own 单位 names; see :func:`keeps_the_decimals_of_its_unit`."""
    return Column(
        header=header,
        field=field,
        type=ColumnType.QUANTITY,
        required=required,
        unit_of=unit_field,
        units={code: unit.label for code, unit in AREA_UNITS.items()},
    )


def area_unit(field: str) -> Column:
    """单位 of an area: 亩 or ㎡."""
    return Column(header="单位", field=field, type=ColumnType.CHOICE, choices=tuple(AREA_UNITS.values()))


#: What every sheet also has.
REMARKS: Final = (mark("示例", "is_sample"), mark("作废", "is_voided"))
