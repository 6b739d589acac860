"""Sheets of the district workbook: 机构, 人员编制."""

from __future__ import annotations

from antu.organisations.models import Organisation, OrganisationKind, StaffCount, StaffKind
from antu.platform.exchange import DistrictSheet, Reference, choice, count, day, text, year

_STAFF_KINDS = {
    StaffKind.INSTITUTION: ("事业编",),
    StaffKind.WORKER: ("工勤编", "工勤"),
    StaffKind.DISPATCHED: ("劳务派遣人员",),
    StaffKind.RETIRED_SENIOR: ("离休人员",),
    StaffKind.RETIRED: ("退休人员",),
}

ORGANISATIONS = DistrictSheet(
    "机构",
    Organisation,
    columns=(
        text("单位名称", "name", required=True, also=("机构名称",)),
        choice("类别", "kind", OrganisationKind),
        text("上级单位", "parent"),
        text("行政区划代码", "district_code"),
        text("级别", "rank"),
        text("预算级次", "budget_level"),
        text("经费形式", "funding"),
        text("主要职责", "duties"),
        day("设立日期", "established_on"),
        day("撤销日期", "dissolved_on"),
        text("备注", "note"),
    ),
    identity=("name",),
    references=(Reference("parent", ("parent",), Organisation),),
    known_by=(("name",),),
)

STAFF = DistrictSheet(
    "人员编制",
    StaffCount,
    columns=(
        text("单位名称", "organisation", required=True, also=("机构名称",)),
        year(),
        choice("类别", "kind", StaffKind, required=True, also=_STAFF_KINDS),
        count("编制数", "authorised", unit="人"),
        count("实有数", "actual", unit="人"),
    ),
    identity=("organisation", "year", "kind"),
    references=(Reference("organisation", ("organisation",), Organisation),),
)

SHEETS: tuple[object, ...] = (ORGANISATIONS, STAFF)
