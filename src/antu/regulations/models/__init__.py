"""Tables of regulations: issued rules, holidays and limits; packs of the office."""

from antu.regulations.models.packs import PackVersion, PackWithdrawal
from antu.regulations.models.rules import HolidayNotice, IssuedRule, LocalLimit, RuleKind, RuleVersion

__all__ = (
    "HolidayNotice",
    "IssuedRule",
    "LocalLimit",
    "PackVersion",
    "PackWithdrawal",
    "RuleKind",
    "RuleVersion",
)
