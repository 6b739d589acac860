"""Tables without business: the journal, and what every recorded row has."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

RowModel_co = TypeVar("RowModel_co", bound=models.Model, covariant=True)


class StandingQuerySet(models.QuerySet[RowModel_co]):
    """Rows that count: a withdrawn row stays in its table and its journal, and counts nowhere."""

    def standing(self) -> Self:
        """Without the withdrawn rows."""
        return self.filter(is_voided=False)


class RecordedRow(models.Model):
    """What every row that an office hands in has: invented or not, withdrawn or not, its place in its sheet."""

    is_sample = models.BooleanField("示例", default=False, help_text="没有公开来源的行，凡出现处都注明")
    is_voided = models.BooleanField("作废", default=False)
    source_row = models.PositiveIntegerField("来源行号", null=True, blank=True)

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
    change = models.JSONField("变动", default=dict)
    source = models.CharField("来源", max_length=300, blank=True)

    class Meta:
        verbose_name = "日志"
        verbose_name_plural = "日志"
        ordering = ("-id",)
        indexes = (models.Index(fields=("object_kind", "object_key"), name="journal_object"),)

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.object_kind} {self.object_key}"
