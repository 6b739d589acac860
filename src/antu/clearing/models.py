"""Remaining households and graves of a project until none is left (清零扫尾)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from antu.platform.models import RecordedRow
from antu.projects.models import Project


class RemainingRecord(RecordedRow):
    """扫尾: what was left of a project on a day, who joined in, and when it was cleared. Known by project and day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="remaining_records", verbose_name="项目")
    recorded_on = models.DateField("记录日期")
    figure_code = models.CharField("代号", max_length=60, blank=True)
    households = models.PositiveIntegerField("剩余户数", null=True, blank=True)
    graves = models.PositiveIntegerField("剩余坟墓", null=True, blank=True)
    is_longstanding = models.BooleanField("多年未完成", default=False)
    forces = ArrayField(models.CharField(max_length=100), verbose_name="参与力量", default=list, blank=True)
    cleared_on = models.DateField("完成日期", null=True, blank=True)
    note = models.TextField("说明", blank=True)

    SEEN_THROUGH = "project"

    class Meta:
        verbose_name = verbose_name_plural = "扫尾记录"
        ordering = ("recorded_on", "source_row", "id")
        constraints = (models.UniqueConstraint(fields=("project", "recorded_on"), name="remaining_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.project} {self.recorded_on}"
