"""Tables without business: the journal, and what every recorded row has."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import BigIntegerField, Func
from django.db.models.functions import Cast

from antu.kernel.errors import Forbidden
from antu.platform.actor import Actor, Reach, not_within_reach

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
