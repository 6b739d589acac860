"""Issued documents as a search shows them."""

from __future__ import annotations

from typing import Any

from antu.platform.search.kinds import SearchKind, plain_hits
from antu.platform.wording import day_text, joined
from antu.regulations.models import IssuedRule


def _of_rule(rule: Any) -> str:
    return joined((rule.document_no, rule.get_kind_display(), rule.lead, day_text(rule.issued_on)), " · ")


FOUND: tuple[object, ...] = (SearchKind(IssuedRule, "制度文件", "name", plain_hits(_of_rule)),)
