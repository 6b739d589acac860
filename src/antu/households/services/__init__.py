"""Writes of the register."""

from antu.households.services.editing import (
    ChangedMeanwhile,
    Edit,
    EditedHousehold,
    Occasion,
    TypedRefused,
    edit_household,
    enter_household,
)
from antu.households.services.register_export import export_register
from antu.households.services.register_import import import_register

__all__ = [
    "ChangedMeanwhile",
    "Edit",
    "EditedHousehold",
    "Occasion",
    "TypedRefused",
    "edit_household",
    "enter_household",
    "export_register",
    "import_register",
]
