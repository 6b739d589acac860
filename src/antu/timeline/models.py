"""What was done of a project's statutory steps, and what changed a limit of one."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.platform.fields import SearchField
from antu.platform.models import RecordedRow
from antu.projects.models import Project


class ProjectStep(RecordedRow):
    """法定环节: a step that the law asks of a project, published or done on a day. Known by project and step.

    ``until_on`` is the last day of display that the notice itself names; empty: the legal minimum.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="steps", verbose_name="项目")
    code = models.CharField("环节", max_length=40)
    title = models.CharField("环节名称", max_length=100)
    on = models.DateField("日期")
    until_on = models.DateField("公告截止日", null=True, blank=True)
    document_no = models.CharField("文号", max_length=100, blank=True)
    issuer = models.CharField("发布或办理单位", max_length=200, blank=True)
    places = ArrayField(models.CharField(max_length=100), verbose_name="张贴地点", default=list, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    search_keys = SearchField(names=("title", "document_no"), numbers=("document_no",))

    SEEN_THROUGH: ClassVar[str] = "project"

    class Meta:
        verbose_name = verbose_name_plural = "法定环节"
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "code"), condition=models.Q(is_voided=False), name="project_step_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("on")),
                name="project_step_ends_after_it_begins",
            ),
        )
        indexes = (GinIndex(fields=("search_keys",), name="project_step_found"),)

    def __str__(self) -> str:
        return f"{self.project} {self.title} {self.on}"


class LimitChangeKind(models.TextChoices):
    """What happens to a limit."""

    PAUSE = "pause", "中止计算"
    EXTENSION = "extension", "延长"


class LimitChange(RecordedRow):
    """期限变动: the maximum of a step is paused from day to day, or extended, by a document."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="limit_changes", verbose_name="项目")
    code = models.CharField("环节", max_length=40)
    kind = models.CharField("变动", max_length=12, choices=LimitChangeKind.choices)
    from_on = models.DateField("中止自", null=True, blank=True)
    until_on = models.DateField("中止至", null=True, blank=True)
    amount = models.PositiveSmallIntegerField("延长", null=True, blank=True)
    unit = models.CharField("单位", max_length=4, blank=True)
    reason = models.CharField("原因", max_length=300)
    document_no = models.CharField("文号", max_length=100, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    SEEN_THROUGH: ClassVar[str] = "project"

    class Meta:
        verbose_name = verbose_name_plural = "期限变动"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="pause", from_on__isnull=False, until_on__gte=models.F("from_on"))
                | models.Q(kind="extension", amount__gt=0),
                name="limit_change_says_how_much",
            ),
        )

    def __str__(self) -> str:
        return f"{self.project} {self.get_kind_display()} {self.code}"


class CalendarFeed(models.Model):
    """日历订阅: an address by which a calendar program reads one person's deadlines, which it cannot sign in for.

    Only a hash of its secret is kept, so that nobody reads the address out of the records.
    """

    owner_login = models.CharField("账号", max_length=150)
    secret_sha256 = models.CharField("口令指纹", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"
        constraints = (
            models.UniqueConstraint(
                fields=("owner_login",), condition=models.Q(ended_at__isnull=True), name="calendar_feed_one_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.owner_login} 的日历订阅"
