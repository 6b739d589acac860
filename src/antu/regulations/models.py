"""Rules and procedures that the district issues (制度文件)."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.kernel.calendar import Unit
from antu.platform.actor import Reach
from antu.platform.fields import SearchField
from antu.platform.models import RecordedRow
from antu.policy.pack import REGIMES
from antu.regulations.domain.steps import LimitKind


class RuleKind(models.TextChoices):
    """类别 of an issued document."""

    PROCEDURE = "procedure", "规程"
    MEASURES = "measures", "办法"
    TEMPLATE = "template", "模板"
    OTHER = "other", "其他"


class IssuedRule(RecordedRow):
    """制度文件: a procedure, measure or template issued on a day. Known by day and name."""

    issued_on = models.DateField("日期")
    name = models.CharField("名称", max_length=200)
    document_no = models.CharField("文号", max_length=100, blank=True)
    kind = models.CharField("类别", max_length=12, choices=RuleKind.choices, blank=True)
    lead = models.CharField("牵头单位", max_length=200, blank=True)
    basis = models.CharField("依据", max_length=300, blank=True)
    search_keys = SearchField(names=("name", "document_no"), numbers=("document_no",))

    class Meta:
        verbose_name = verbose_name_plural = "制度文件"
        constraints = (models.UniqueConstraint(fields=("issued_on", "name"), name="rule_once_a_day"),)
        indexes = (GinIndex(fields=("search_keys",), name="rule_found"),)

    def __str__(self) -> str:
        return f"《{self.name}》"


class HolidayNotice(RecordedRow):
    """节假日安排: what a year's notice of the State Council arranges, as the office entered it. Known by its year.

    ``days`` are ``{"on", "kind", "name"}``, whole as the notice has them; a later correction replaces them, and the
    journal keeps what they were.
    """

    year = models.PositiveSmallIntegerField("年度", unique=True)
    title = models.CharField("通知名称", max_length=200)
    document_no = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("发布日期", null=True, blank=True)
    days = models.JSONField("放假和上班的日子", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "节假日安排"

    def __str__(self) -> str:
        return f"{self.year}年节假日安排"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """It holds for the whole country."""
        return models.Q()


class LocalLimit(RecordedRow):
    """地方期限: a time limit of a local rule, beside those of national law, which nobody edits.

    ``jurisdiction`` is the beginning of the administrative code of where it binds. It never shortens a minimum of the
    law nor lengthens a maximum: the stricter one binds.
    """

    regime = models.CharField("土地性质", max_length=12, choices=[(code, words[0]) for code, words in REGIMES.items()])
    step = models.CharField("环节", max_length=40)
    starts_from = models.CharField("起算环节", max_length=40)
    amount = models.PositiveSmallIntegerField("期限")
    unit = models.CharField("单位", max_length=4, choices=[(unit.value, unit.value) for unit in Unit])
    kind = models.CharField("种类", max_length=4, choices=[(kind.value, kind.value) for kind in LimitKind])
    law = models.CharField("依据文件", max_length=200)
    article = models.CharField("条款", max_length=60, blank=True)
    jurisdiction = models.CharField("适用地区代码", max_length=12)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "地方期限"
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="local_limit_is_positive"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="local_limit_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"《{self.law}》{self.article} {self.kind} {self.amount} {self.unit}"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """A rule is everybody's to read."""
        return models.Q()
