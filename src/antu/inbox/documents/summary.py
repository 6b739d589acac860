"""The daily summary of what waits for a person, as the text of a letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from antu.inbox.models import Todo
from antu.platform.due import due_words

#: A letter that names more is not read.
NAMED_MAX: Final = 30


def summary_subject(waiting: Sequence[Todo], today: date) -> str:
    """How many wait and how many are late."""
    late = sum(todo.due_on is not None and todo.due_on < today for todo in waiting)
    return f"安土待办 {len(waiting)} 件" + (f"，其中逾期 {late} 件" if late else "")


def summary_text(name: str, waiting: Sequence[Todo], today: date, address: str) -> str:
    """The letter: each matter with its day, late first; no personal number stands in it."""
    lines = [f"{name}：", "", f"截至 {today.isoformat()}，等您办理的有 {len(waiting)} 件：", ""]
    for number, todo in enumerate(waiting[:NAMED_MAX], start=1):
        lines.append(f"{number}. {todo.title}　{todo.about}　{due_words(todo.due_on, today)}")
    if len(waiting) > NAMED_MAX:
        lines.append(f"……另有 {len(waiting) - NAMED_MAX} 件")
    lines += ["", f"请到安土的“待办”办理：{address}" if address else "请到安土的“待办”办理。"]
    lines += ["", "不需要这封邮件时，在“待办”的“授权和提醒”里清空邮箱。"]
    return "\n".join(lines)
