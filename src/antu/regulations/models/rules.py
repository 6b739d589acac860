"""Rules and procedures that the district issues (制度文件)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
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
    """制度文件: a procedure, measure or template that the district issues. Known by day and name.

    One without a day is a draft: no version of it has been published yet. What a page gave is in ``given_by_page`` and
    stays when a workbook says otherwise; ``workbook_key`` is the day and name under which the workbook knows a rule
    that a page called otherwise. Its text is in its versions.
    """

    issued_on = models.DateField("日期", null=True, blank=True)
    name = models.CharField("名称", max_length=200)
    document_no = models.CharField("文号", max_length=100, blank=True)
    kind = models.CharField("类别", max_length=12, choices=RuleKind.choices, blank=True)
    lead = models.CharField("牵头单位", max_length=200, blank=True)
    basis = models.CharField("依据", max_length=300, blank=True)
    abolished_on = models.DateField("废止日期", null=True, blank=True)
    abolished_by = models.CharField("废止依据", max_length=300, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    given_by_page = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    workbook_key = models.JSONField("工作簿里的日期和名称", default=list, blank=True, editable=False)
    search_keys = SearchField(names=("name", "document_no"), numbers=("document_no",))

    class Meta:
        verbose_name = verbose_name_plural = "制度文件"
        constraints = (
            models.UniqueConstraint(fields=("issued_on", "name"), name="rule_once_a_day"),
            models.UniqueConstraint(
                fields=("name",),
                condition=models.Q(issued_on__isnull=True, is_voided=False),
                name="rule_drafted_once",
            ),
        )
        indexes = (GinIndex(fields=("search_keys",), name="rule_found"),)

    def __str__(self) -> str:
        return f"《{self.name.removeprefix('《').removesuffix('》')}》"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """What is issued is everybody's to read; a draft is the centre's."""
        return models.Q(issued_on__isnull=False)


class RuleVersion(RecordedRow):
    """制度版本: the text of a rule as it was published, or as it is drafted. Known by rule and number.

    Without a day of issue it is a draft. A published one can no longer be changed: the database refuses it. Which
    version is in force on a day follows from ``valid_from``, ``valid_to`` and the rule's abolition.
    """

    rule = models.ForeignKey(IssuedRule, models.PROTECT, related_name="versions", verbose_name="制度文件")
    number = models.PositiveSmallIntegerField("版次")
    text = models.TextField("正文")
    sha256 = models.CharField("正文 SHA-256", max_length=64)
    document_no = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    valid_from = models.DateField("施行日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    reason = models.CharField("修订原因", max_length=300, blank=True)
    drafted_by = models.CharField("起草人", max_length=100, blank=True)
    published_by = models.CharField("发布人", max_length=100, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "制度版本"
        ordering = ("rule_id", "number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("rule", "number"), condition=models.Q(is_voided=False), name="rule_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(issued_on__isnull=True) | models.Q(valid_from__isnull=False, is_voided=False),
                name="published_rule_version_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule}{self.label}"

    @property
    def label(self) -> str:
        """第2版."""
        return f"第{self.number}版"

    @property
    def is_draft(self) -> bool:
        """Whether it waits for its publication: it is in force on no day."""
        return self.issued_on is None and not self.is_voided

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """What is published is everybody's to read; a draft is the centre's."""
        return models.Q(issued_on__isnull=False)


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
