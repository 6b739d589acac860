"""Writes of regulations: holidays and local limits; issued rules and their versions."""

from antu.regulations.domain.publishing import VersionDraft
from antu.regulations.services.holidays import (
    REASON_MAX,
    EnteredNotice,
    enter_limit,
    enter_notice,
    mark_of,
    void_limit,
    write_table,
)
from antu.regulations.services.rules import correct_rule, enter_rule, void_rule
from antu.regulations.services.versions import (
    change_rule_draft,
    draft_rule_version,
    publish_rule_version,
    withdraw_rule_draft,
)

__all__ = (
    "REASON_MAX",
    "EnteredNotice",
    "VersionDraft",
    "change_rule_draft",
    "correct_rule",
    "draft_rule_version",
    "enter_limit",
    "enter_notice",
    "enter_rule",
    "mark_of",
    "publish_rule_version",
    "void_limit",
    "void_rule",
    "withdraw_rule_draft",
    "write_table",
)
