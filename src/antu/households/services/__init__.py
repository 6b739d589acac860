"""Writes of the register."""

from antu.households.services.register_import import import_register

__all__ = ["import_register"]
