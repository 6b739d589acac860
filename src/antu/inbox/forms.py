"""Forms of the inbox: who stands in, and where the daily letter goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse

from antu.inbox.services import EnteredDelegation
from antu.kernel.errors import BadInput, Problem
from antu.organisations.models import User
from antu.platform.entry import EntryField, EntryForm, Option, simple_form
from antu.platform.workbook.dates import written_day


def delegation_form(people: Iterable[User], today: date) -> EntryForm:
    """The form that lets another do one's own work."""
    options = tuple(Option(each.username, f"{each}（{each.post or '未定岗位'}）") for each in people)
    return simple_form(
        EntryField("deputy", "代办人", "choice", is_required=True, options=(Option("", ""), *options)),
        EntryField("from_on", "自", "date", value=today.isoformat(), is_required=True),
        EntryField("until_on", "至", "date", is_required=True, help="含这一天"),
        EntryField("reason", "原因", is_required=True, length_max=200),
        action=reverse("todo-settings"),
        submit_label="授权代办",
        key="delegation",
    )


def entered_delegation(texts: Mapping[str, str]) -> EnteredDelegation:
    """What was typed. Raises BadInput (``B-DELEGATE``) where a day cannot be read."""
    days = {name: written_day(texts.get(name, "")) for name in ("from_on", "until_on")}
    problems = [
        Problem("B-DELEGATE", "请填写日期，如 2023-05-08", {"column": name})
        for name, day in days.items()
        if day is None
    ]
    from_on, until_on = days["from_on"], days["until_on"]
    if from_on is None or until_on is None:
        raise BadInput(problems)
    return EnteredDelegation(texts.get("deputy", ""), from_on, until_on, texts.get("reason", "").strip())


def mail_form(address: str) -> EntryForm:
    """Where the daily letter goes."""
    return simple_form(
        EntryField("address", "邮箱", value=address, length_max=254, help="清空即不再发送；每个工作日早上有待办才发"),
        action=reverse("todo-settings"),
        submit_label="保存邮箱",
        key="mail",
    )
