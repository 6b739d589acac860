"""The unit's own budget and spending, problems with their measures, and the year's milestones."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from antu.platform.models import RecordedRow
from antu.projects.models import Project
from antu.regulations.models import IssuedRule, RuleVersion


class BudgetKind(models.TextChoices):
    """类别 of a budget row."""

    INITIAL = "initial", "年初预算"
    ADDED = "added", "调整追加"
    OTHER = "other", "其他资金"


class BudgetEntry(RecordedRow):
    """单位预算: money granted to the unit itself. Known by year, kind, subject and document number."""

    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("类别", max_length=12, choices=BudgetKind.choices)
    subject = models.CharField("科目", max_length=200)
    document_no = models.CharField("文号", max_length=100)
    amount_fen = models.BigIntegerField("金额（分）")
    on = models.DateField("日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位预算"
        constraints = (models.UniqueConstraint(fields=("year", "kind", "subject", "document_no"), name="budget_once"),)

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()} {self.subject}"


class ExpenditureKind(models.TextChoices):
    """支出类别."""

    BASIC = "basic", "基本支出"
    PROJECT = "project", "项目支出"


class Expenditure(RecordedRow):
    """单位支出 of a month. Known by year, month, kind and subject."""

    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("月份")
    kind = models.CharField("支出类别", max_length=12, choices=ExpenditureKind.choices)
    subject = models.CharField("科目", max_length=200)
    amount_fen = models.BigIntegerField("金额（分）")

    class Meta:
        verbose_name = verbose_name_plural = "单位支出"
        constraints = (models.UniqueConstraint(fields=("year", "month", "kind", "subject"), name="expenditure_once"),)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02} {self.get_kind_display()} {self.subject}"


class ProblemAndMeasure(RecordedRow):
    """问题与措施: what goes wrong, why, what is done about it and with which effect. Known by year and problem.

    What a page gave is in ``given_by_page`` and stays when a workbook says otherwise; ``workbook_key`` is the year and
    problem under which the workbook knows a row that a page worded otherwise.
    """

    year = models.PositiveSmallIntegerField("年度")
    problem = models.TextField("问题")
    source = models.CharField("来源", max_length=200, blank=True)
    analysis = models.TextField("分析", blank=True)
    measure = models.TextField("措施", blank=True)
    responsible = models.CharField("责任单位", max_length=200, blank=True)
    effect = models.TextField("效果", blank=True)
    effect_on = models.DateField("效果日期", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    given_by_page = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    workbook_key = models.JSONField("工作簿里的年度和问题", default=list, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "问题与措施"
        constraints = (models.UniqueConstraint(fields=("year", "problem"), name="problem_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.year} {self.problem[:40]}"


class MeasureRule(RecordedRow):
    """措施印发的制度: a rule that was issued because of a problem, in the version that was, where one is named."""

    problem = models.ForeignKey(ProblemAndMeasure, models.PROTECT, related_name="rules", verbose_name="问题与措施")
    rule = models.ForeignKey(IssuedRule, models.PROTECT, related_name="measures", verbose_name="制度文件")
    version = models.ForeignKey(
        RuleVersion, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="制度版本"
    )

    class Meta:
        verbose_name = verbose_name_plural = "措施印发的制度"
        constraints = (
            models.UniqueConstraint(
                fields=("problem", "rule", "version"), nulls_distinct=False, name="measure_rule_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.version or self.rule)


class MilestoneKind(models.TextChoices):
    """类别 of a milestone: which part of the report it belongs to."""

    SETTLEMENT = "settlement", "结算"
    CLEARING = "clearing", "清零扫尾"
    MECHANISM = "mechanism", "工作机制"
    OUTREACH = "outreach", "宣传"
    OTHER = "other", "其他"


class Milestone(RecordedRow):
    """大事记: what was done on a day, in a sentence that the report may take up. Known by day and matter."""

    on = models.DateField("日期")
    matter = models.TextField("事项")
    kind = models.CharField("类别", max_length=12, choices=MilestoneKind.choices, blank=True)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name="项目"
    )
    organisation = models.CharField("单位", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "大事记"
        ordering = ("on", "source_row", "id")
        constraints = (models.UniqueConstraint(fields=("on", "matter"), name="milestone_once"),)

    def __str__(self) -> str:
        return f"{self.on} {self.matter[:40]}"
