"""An amount entered by hand, with the evidence it stands on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from antu.kernel.errors import BadInput, Problem
from antu.kernel.money import Money


@dataclass(frozen=True, slots=True)
class HandAmount:
    """What a person enters: the day, the amount, the document that shows it."""

    on: date
    amount: Money
    document_no: str
    note: str = ""

    def check(self, name: str) -> None:
        """Raise BadInput with every field that is wrong; ``name`` says whose entry it is."""
        problems = []
        if self.amount.fen <= 0:
            message = f"「{name}」的登记金额须大于零；登记有误请作废原记录"
            problems.append(Problem("S-AMOUNT", message, {"column": "金额"}))
        if not self.document_no.strip():
            problems.append(Problem("S-DOCUMENT", f"「{name}」的登记须填写凭证号", {"column": "凭证号"}))
        if problems:
            raise BadInput(problems)
