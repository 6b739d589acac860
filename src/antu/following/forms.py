"""Forms of key projects: the week's report, and that a project is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from antu.following.domain.weeks import monday_of, year_of
from antu.following.services import KEY_COLUMNS, TEXT_LENGTH_MAX
from antu.planning.models import KeyProject
from antu.platform.entry import EntryField, EntryForm, EntrySection
from antu.platform.entry.by_column import field_of
from antu.projects.models import Project

_WEEK: Final = EntryField("week_on", "周", "date", is_required=True, help="这一周里的任一天", has_focus=True)
_TEXTS: Final = (
    EntryField("progress", "本周进展", "long", is_required=True, length_max=TEXT_LENGTH_MAX),
    EntryField("problems", "存在问题", "long", length_max=TEXT_LENGTH_MAX),
    EntryField("next_step", "下一步", "long", length_max=TEXT_LENGTH_MAX),
)


def week_form(key: KeyProject, day: date, *, cancel_url: str) -> EntryForm:
    """The form of a week's report, of the day's week where it is of the key project's year."""
    its_week = monday_of(day)
    week = replace(_WEEK, value=its_week.isoformat() if year_of(its_week) == key.year else "")
    section = EntrySection("", (week, *_TEXTS))
    return EntryForm((section,), submit_label="填报", cancel_url=cancel_url, key="week-form")


def key_form(project: Project, today: date, *, cancel_url: str) -> EntryForm:
    """The form that makes a project a key project, filled with what was last recorded."""
    known = KeyProject.objects.standing().filter(project=project).order_by("year").last()
    texts = {"year": str(known.year if known else today.year)}
    if known:
        texts |= {"level": known.level, "leader": known.leader}
    fields = tuple(field_of(each, texts.get(each.field, "")) for each in KEY_COLUMNS)
    return EntryForm((EntrySection("", fields),), submit_label="列为重点项目", cancel_url=cancel_url, key="key-form")
