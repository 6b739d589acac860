"""Yearly plans in versions, the tasks of each version, and the year's key projects."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.platform.fields import SearchField
from antu.platform.models import RecordedRow
from antu.projects.models import AreaUnit, Land, Project


class PlanVersion(RecordedRow):
    """计划版本: 年初, 调整1, … Known by year and label; in force from its approval until the next one's.

    Without a day of approval it is a draft. One that ``is_frozen`` can no longer be changed: the database refuses it.
    """

    year = models.PositiveSmallIntegerField("年度")
    label = models.CharField("版本", max_length=20)
    issuer = models.CharField("下达单位", max_length=200, blank=True)
    document_no = models.CharField("文号", max_length=100, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    reason = models.TextField("调整原因", blank=True)
    is_frozen = models.BooleanField("已定稿", default=False)
    search_keys = SearchField(names=("label", "document_no"), numbers=("document_no",))

    class Meta:
        verbose_name = verbose_name_plural = "计划版本"
        constraints = (models.UniqueConstraint(fields=("year", "label"), name="plan_version_once"),)
        indexes = (GinIndex(fields=("search_keys",), name="plan_version_found"),)

    def __str__(self) -> str:
        return f"{self.year}年{self.label}计划"

    @property
    def is_draft(self) -> bool:
        """Whether it waits for its approval: it counts nowhere."""
        return self.approved_on is None and not self.is_voided


class PlanTask(RecordedRow):
    """计划任务: one project in one version of a plan, with its quantity in 亩 or ㎡."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="tasks", verbose_name="计划版本")
    project = models.ForeignKey(Project, models.PROTECT, related_name="plan_tasks", verbose_name="项目")
    land = models.CharField("土地性质", max_length=12, choices=Land.choices, blank=True)
    quantity = models.DecimalField("任务量", max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField("单位", max_length=4, choices=AreaUnit.choices, blank=True)
    responsible = models.CharField("责任单位", max_length=200, blank=True)

    SEEN_THROUGH = "project"

    class Meta:
        verbose_name = verbose_name_plural = "计划任务"
        constraints = (models.UniqueConstraint(fields=("version", "project"), name="plan_task_once"),)

    def __str__(self) -> str:
        return f"{self.version} {self.project}"


class KeyProject(RecordedRow):
    """重点项目: a project that leaders follow in a year."""

    year = models.PositiveSmallIntegerField("年度")
    project = models.ForeignKey(Project, models.PROTECT, related_name="key_years", verbose_name="项目")
    level = models.CharField("级别", max_length=60, blank=True)
    leader = models.CharField("联系领导", max_length=100, blank=True)

    SEEN_THROUGH = "project"

    class Meta:
        verbose_name = verbose_name_plural = "重点项目"
        constraints = (models.UniqueConstraint(fields=("year", "project"), name="key_project_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.year}年重点项目 {self.project}"
