"""Tables without business: the journal, and what every recorded row has."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from antu.platform.actor import Actor, Reach

RowModel_co = TypeVar("RowModel_co", bound=models.Model, covariant=True)


class StandingQuerySet(models.QuerySet[RowModel_co]):
    """Rows that count: a withdrawn row stays in its table and its journal, and counts nowhere."""

    def standing(self) -> Self:
        """Without the withdrawn rows."""
        return self.filter(is_voided=False)

    def seen_by(self, actor: Actor) -> Self:
        """Rows that the actor's organisation sees; every page, list, count and export of rows begins with it."""
        return self if actor.reach.everything else self.filter(seen_where(self.model, actor.reach))


def seen_where(model: type[models.Model], reach: Reach) -> models.Q:
    """Which rows of the model a limited reach sees: as the model says, or as the parent that it is seen through."""
    through: str = getattr(model, "SEEN_THROUGH", "")
    if through:
        parent: Any = model._meta.get_field(through).related_model
        seen = parent.objects.filter(seen_where(parent, reach))
        return models.Q(**{f"{through}__in": seen})
    own = getattr(model, "seen_where", None)
    return own(reach) if own else models.Q(pk__in=())


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
    change = models.JSONField("变动", default=dict)
    source = models.CharField("来源", max_length=300, blank=True)

    class Meta:
        verbose_name = "日志"
        verbose_name_plural = "日志"
        ordering = ("-id",)
        indexes = (models.Index(fields=("object_kind", "object_key"), name="journal_object"),)

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.object_kind} {self.object_key}"
