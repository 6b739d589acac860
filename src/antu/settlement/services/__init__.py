"""Writes of settlement: entries made by hand, and the papers."""

from antu.settlement.services.hand_entries import enter_payment, enter_receipt, void_entry
from antu.settlement.services.papers import PAPERS, write_paper, write_papers

__all__ = ["PAPERS", "enter_payment", "enter_receipt", "void_entry", "write_paper", "write_papers"]
