"""Numbers of people that leave the system whole, in a workbook or on paper: the journal keeps who took them."""

from __future__ import annotations

from typing import Final, cast

from django.db import models

from antu.platform import journal
from antu.platform.listing.asked import AskedList
from antu.platform.wording import joined

EXPORTED: Final = "导出完整号码"
PRINTED: Final = "打印完整号码"


def note_whole_numbers(asked: AskedList, action: str, rows: int) -> None:
    """Keep about the account which columns of how many rows of which list it took; nothing where all were masked."""
    whole = [each.column.label for each in asked.chosen if each.own and each.own.is_whole_number]
    if whole and rows:
        change = {"列表": [None, asked.listing.title], "列": [None, joined(whole)], "行数": [None, rows]}
        account = cast(models.Model, asked.request.user)
        journal.record(asked.actor, action, account, change, source="；".join(asked.filter_words))
