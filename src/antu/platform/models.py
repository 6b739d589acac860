"""Tables without business: the journal, and what every recorded row has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import BigIntegerField, Func, functions
from django.db.models.functions import Cast

from antu.kernel.errors import Forbidden
from antu.platform.actor import Actor, Reach, not_within_reach
from antu.platform.attachments.holders import file_holders
from antu.platform.fields import SearchField

RowModel_co = TypeVar("RowModel_co", bound=models.Model, covariant=True)


class SeenQuerySet(models.QuerySet[RowModel_co]):
    """Rows of which each organisation sees its own."""

    def seen_by(self, actor: Actor) -> Self:
        """Rows that the actor's organisation sees; every page, list, count and export of rows begins with it."""
        return self if actor.reach.everything else self.filter(seen_where(self.model, actor.reach))


class StandingQuerySet(SeenQuerySet[RowModel_co]):
    """Rows that count: a withdrawn row stays in its table and its journal, and counts nowhere."""

    def standing(self) -> Self:
        """Without the withdrawn rows."""
        return self.filter(is_voided=False)


def seen_where(model: type[models.Model], reach: Reach) -> models.Q:
    """Which rows of the model a limited reach sees: as the model says, or as the parent that it is seen through."""
    through: str = getattr(model, "SEEN_THROUGH", "")
    if through and not reach.is_empty:
        parent: Any = model._meta.get_field(through).related_model
        seen = parent.objects.filter(seen_where(parent, reach))
        return models.Q(**{f"{through}__in": seen})
    own = getattr(model, "seen_where", None)
    return own(reach) if own and not reach.is_empty else models.Q(pk__in=())


def sees(actor: Actor, row: models.Model) -> bool:
    """Whether the actor's organisation sees this row. One query, none for who sees everything."""
    if actor.reach.everything:
        return True
    model: Any = type(row)
    return bool(model.objects.filter(seen_where(model, actor.reach), pk=row.pk).exists())


def require_seen(actor: Actor, row: models.Model) -> None:
    """Let pass who sees the row, or raise Forbidden (``A-REACH``): services ask it of every row that they change."""
    if not sees(actor, row):
        raise Forbidden(not_within_reach(actor, f"{row._meta.verbose_name}「{row}」"))


class RecordedRow(models.Model):
    """What every row that an office hands in has: invented or not, withdrawn or not, its place in its sheet."""

    is_sample = models.BooleanField("示例", default=False, help_text="没有公开来源的行，凡出现处都注明")
    is_voided = models.BooleanField("作废", default=False)
    source_row = models.PositiveIntegerField("来源行号", null=True, blank=True)

    SEEN_THROUGH: ClassVar[str] = ""
    """The foreign key through whose row a limited reach sees this one; without it, and without ``seen_where``, none."""

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True


class JournalEntry(models.Model):
    """One write that matters: who did what to which object, with the values before and after. Only ever appended."""

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    actor_login = models.CharField("账号", max_length=150)
    actor_name = models.CharField("姓名", max_length=100)
    action = models.CharField("动作", max_length=60)
    object_kind = models.CharField("对象类别", max_length=60)
    object_key = models.CharField("对象", max_length=200)
    object_id = models.GeneratedField(
        expression=Cast(Func(models.F("object_key"), models.Value("^[0-9]+"), function="substring"), BigIntegerField()),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
        verbose_name="对象主键",
    )
    change = models.JSONField("变动", default=dict)
    source = models.CharField("来源", max_length=300, blank=True)

    class Meta:
        verbose_name = "日志"
        verbose_name_plural = "日志"
        ordering = ("-id",)
        indexes = (models.Index(fields=("object_kind", "object_id"), name="journal_object"),)

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.object_kind} {self.object_key}"


class AttachmentKind(models.TextChoices):
    """What a file is to the office."""

    SCAN = "scan", "扫描件"
    PHOTO = "photo", "照片"
    IDENTITY = "identity", "证件"
    OTHER = "other", "其他"


class Attachment(RecordedRow):
    """A file that belongs to a row of any table; its content lies on disk by SHA-256."""

    object_kind = models.CharField("所属类别", max_length=60)
    object_id = models.BigIntegerField("所属记录")
    kind = models.CharField("类别", max_length=20, choices=AttachmentKind.choices)
    about = models.CharField("关联对象", max_length=60, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    name = models.CharField("文件名", max_length=120)
    sha256 = models.CharField("SHA-256", max_length=64)
    media_type = models.CharField("格式", max_length=100)
    size = models.PositiveIntegerField("字节数")
    at = models.DateTimeField("上传时间", auto_now_add=True)
    by_login = models.CharField("上传账号", max_length=150)
    by_name = models.CharField("上传人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    search_keys = SearchField(names=("name", "note"))

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        indexes = (
            models.Index(fields=("object_kind", "object_id"), name="attachment_object"),
            GinIndex(fields=("search_keys",), name="attachment_found"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("object_kind", "object_id", "sha256"),
                condition=models.Q(is_voided=False),
                name="attachment_once_a_row",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_where(cls, reach: Reach) -> models.Q:
        """Files of rows that the reach sees."""
        seen = models.Q(pk__in=())
        for holder in file_holders():
            rows: Any = holder.model
            own = rows.objects.filter(seen_where(holder.model, reach)).values("pk")
            seen |= models.Q(object_kind=holder.label, object_id__in=own)
        return seen

    def holding_row(self) -> models.Model:
        """The row that it belongs to."""
        model: Any = apps.get_model(self.object_kind)
        row: models.Model = model.objects.get(pk=self.object_id)
        return row


class SavedView(models.Model):
    """The filters, sort and columns of a list that a person keeps under a name; one may be what the list opens with."""

    owner_login = models.CharField("账号", max_length=150)
    list_key = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=40)
    query = models.CharField("筛选与列", max_length=2000, blank=True)
    is_default = models.BooleanField("默认视图", default=False)
    is_withdrawn = models.BooleanField("已删除", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "列表视图"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner_login", "list_key", "name"),
                condition=models.Q(is_withdrawn=False),
                name="saved_view_named_once",
            ),
            models.UniqueConstraint(
                fields=("owner_login", "list_key"),
                condition=models.Q(is_withdrawn=False, is_default=True),
                name="saved_view_default_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class LearnedName(models.Model):
    """What an organisation's own name for a sheet or column of a workbook means, taught by a person.

    ``sheet`` is the layout's sheet in which the column stands, empty for the name of a sheet; ``meaning`` the field, or
    the layout's sheet, empty for what is of no use; ``form`` the name as names are compared.
    """

    organisation = models.CharField("单位", max_length=100)
    workbook = models.CharField("工作簿", max_length=20)
    sheet = models.CharField("表", max_length=100, blank=True)
    typed = models.CharField("文件里的名称", max_length=200)
    form = models.CharField("比较用的名称", max_length=200, editable=False)
    meaning = models.CharField("对应的字段", max_length=100, blank=True)
    label = models.CharField("对应为", max_length=100)
    at = models.DateTimeField("时间", auto_now_add=True)
    by_login = models.CharField("账号", max_length=150)
    by_name = models.CharField("经办人", max_length=100)
    is_forgotten = models.BooleanField("不再记住", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "记住的表名和列名"
        ordering = ("workbook", "sheet", "typed", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "workbook", "sheet", "form"),
                condition=models.Q(is_forgotten=False),
                name="learned_name_means_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.typed


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, each of which only the one who queued it sees."""

    def of(self, actor: Actor) -> Self:
        """The actor's own."""
        return self.filter(actor_login=actor.login)

    def open(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at=None)


class Job(models.Model):
    """Long work of one person: what, how far, what came of it. Its state follows from its moments."""

    kind = models.CharField("类别", max_length=60)
    title = models.CharField("任务", max_length=200)
    actor_login = models.CharField("账号", max_length=150)
    actor_name = models.CharField("姓名", max_length=100)
    args = models.JSONField("参数", default=dict)
    unique_key = models.CharField("不重复的键", max_length=200, blank=True)
    queued_at = models.DateTimeField("提交时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True)
    counted_from = models.DateTimeField("计数开始时间", null=True)
    cancel_requested_at = models.DateTimeField("要求取消时间", null=True)
    done_at = models.DateTimeField("完成时间", null=True)
    failed_at = models.DateTimeField("失败时间", null=True)
    cancelled_at = models.DateTimeField("取消时间", null=True)
    ended_at = models.GeneratedField(
        expression=functions.Coalesce("done_at", "failed_at", "cancelled_at"),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
        verbose_name="结束时间",
    )
    read_at = models.DateTimeField("看过时间", null=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    done = models.PositiveIntegerField("已办", default=0)
    total = models.PositiveIntegerField("总数", null=True)
    note = models.CharField("正在办什么", max_length=200, blank=True)
    problem = models.TextField("没有办成的原因", blank=True)
    result = models.JSONField("结果", default=dict)
    file_name = models.CharField("结果文件", max_length=200, blank=True)
    file_cleared_at = models.DateTimeField("结果文件清除时间", null=True)

    objects = JobQuerySet.as_manager()

    #: The columns of a job that waits in the queue.
    NOT_STARTED: ClassVar[Mapping[str, Any]] = {
        "started_at": None,
        "counted_from": None,
        "done": 0,
        "total": None,
        "note": "",
    }

    class Meta:
        verbose_name = "任务"
        verbose_name_plural = "任务"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("actor_login", "-id"), name="job_of_person"),
            models.Index(fields=("actor_login",), condition=models.Q(read_at=None), name="job_not_read"),
            models.Index(fields=("id",), condition=models.Q(ended_at=None), name="job_open"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("actor_login", "unique_key"),
                condition=models.Q(done_at=None, failed_at=None, cancelled_at=None) & ~models.Q(unique_key=""),
                name="job_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.title
