"""Warnings about areas and building days: what auditors look for first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from antu.households.domain.sheets import RegisterSheets
from antu.kernel.errors import Problem
from antu.kernel.rounding import half_up
from antu.platform.workbook import Row

EXCESS = Decimal("1.03")
"""How far a measured area may go beyond the one before it: 3 per cent."""
MU_PER_M2 = Decimal("0.0015")
"""亩 in a square metre: 3/2000."""

_MEASURED_AFTER = (("measured_m2", "registered_m2"), ("area_m2", "measured_m2"))


def property_problems(register: RegisterSheets) -> Iterator[Problem]:
    """``W-AREA-EXCESS``, ``W-AFTER-NOTICE``, ``W-MU-MISMATCH``."""
    for row in register.rows("building"):
        for larger, smaller in _MEASURED_AFTER:
            yield from _excess(register, row, larger, smaller)
        yield from _after_notice(register, row)
    for row in register.rows("parcel"):
        yield from _mu(register, row)


def _excess(register: RegisterSheets, row: Row, larger: str, smaller: str) -> Iterator[Problem]:
    area, limit = row.values.get(larger), row.values.get(smaller)
    if row.has(larger, smaller) and isinstance(area, Decimal) and isinstance(limit, Decimal) and area > limit * EXCESS:
        headers = register.header("building", larger), register.header("building", smaller)
        what = f"{headers[0]} {area} ㎡ 比{headers[1]} {limit} ㎡ 多出 3% 以上；请核对测绘成果"
        yield register.problem("building", row, larger, "W-AREA-EXCESS", what)


def _after_notice(register: RegisterSheets, row: Row) -> Iterator[Problem]:
    project = register.project
    if project is None or not project.has("notice_on") or not row.has("legality", "built_on"):
        return
    notice, built = project.values["notice_on"], row.values["built_on"]
    if row.values["legality"] == "legal" and isinstance(built, date) and isinstance(notice, date) and built >= notice:
        what = f"认定为合法，建成日（{built}）却不早于预公告发布日（{notice}）；这样的房屋不予补偿，请核对"
        yield register.problem("building", row, "built_on", "W-AFTER-NOTICE", what)


def _mu(register: RegisterSheets, row: Row) -> Iterator[Problem]:
    area, mu = row.values.get("area_m2"), row.values.get("area_mu")
    if row.has("area_m2", "area_mu") and isinstance(area, Decimal) and isinstance(mu, Decimal):
        expected = half_up(area * MU_PER_M2, 4)
        if mu != expected:
            what = f"亩数 {mu} 与面积 {area} ㎡ 折合的 {expected} 亩不同；计算按面积，请核对"
            yield register.problem("parcel", row, "area_mu", "W-MU-MISMATCH", what)
