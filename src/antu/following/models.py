"""What is reported of a key project in a week."""

from __future__ import annotations

from django.db import models

from antu.following.domain.weeks import week_text
from antu.planning.models import KeyProject
from antu.platform.models import RecordedRow


class WeeklyEntry(RecordedRow):
    """重点项目周报: progress, problems and next step of a key project in a week. Known by project, year and week."""

    key_project = models.ForeignKey(KeyProject, models.PROTECT, related_name="weekly_entries", verbose_name="重点项目")
    week_on = models.DateField("周（周一）")
    progress = models.TextField("本周进展")
    problems = models.TextField("存在问题", blank=True)
    next_step = models.TextField("下一步", blank=True)
    entered_by = models.CharField("填报人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    SEEN_THROUGH = "key_project"

    class Meta:
        verbose_name = verbose_name_plural = "重点项目周报"
        ordering = ("-week_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("key_project", "week_on"), condition=models.Q(is_voided=False), name="weekly_entry_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key_project.project} {week_text(self.week_on)}"
