"""The register's own fields, which a pack's facts may come from. Source: the layout of the register workbook (台账)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from antu.policy.schema import ColumnType

_FIELDS = {
    "project": "code name owner approval_no town land zone pack notice_on population_cutoff_on sign_start_on"
    " vacate_by_on area_mu sample note",
    "household": "household kind head_name id_number uscc phone town village group address mode signed_on vacated_on"
    " purchase_subsidy_claimed account_name bank account_no officer status held_reason agreement_no note",
    "person": "id name id_number sex born_on relation hukou_kind hukou hukou_moved_in_on move_in_reason had_local_hukou"
    " married_on died_on is_student is_soldier is_career_officer is_prisoner is_civil_servant"
    " has_other_collective_membership already_resettled married_out has_contract_land resides_here"
    " only_child_certificate review_decision note",
    "building": "id block floors structure grade registered_m2 measured_m2 area_m2 legality built_on approved_use"
    " actual_use certificate_no note",
    "decoration": "id building grade area_m2 note",
    "fixture": "id kind spec unit quantity before_notice note",
    "crop": "id kind spec unit quantity before_notice note",
    "grave": "id kind count note",
    "parcel": "id map_sheet land_class area_m2 area_mu note",
}

REGISTER_FIELDS: Mapping[str, frozenset[str]] = {name: frozenset(fields.split()) for name, fields in _FIELDS.items()}
"""Field names by the object that has them, as ``from: person.hukou`` names them."""


_NUMBER = re.compile(r"\w+_m[2u]|floors|quantity|count")
_MARK = re.compile(
    r"(is|has|had)_\w+|sample|purchase_subsidy_claimed|already_resettled|married_out|resides_here"
    r"|only_child_certificate|before_notice"
)


def types_of(source: str) -> tuple[ColumnType, ...]:
    """The types that a pack's column may have that reads a field of the register."""
    field = source.partition(".")[2]
    if field.endswith("_on"):
        return (ColumnType.DATE,)
    if _NUMBER.fullmatch(field):
        return ColumnType.DECIMAL, ColumnType.INTEGER
    return (ColumnType.BOOLEAN,) if _MARK.fullmatch(field) else (ColumnType.CHOICE, ColumnType.TEXT)


def register_sources() -> frozenset[str]:
    """Every source that ``from`` may name in the register: ``household.signed_on`` and so on."""
    return frozenset(f"{name}.{column}" for name, fields in REGISTER_FIELDS.items() for column in fields)
