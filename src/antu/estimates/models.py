"""Versions of a project's estimate: their lines, the subjects that were computed for them, what reviewers said."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.estimates.domain.asking import HAND, SAMPLE, WHOLE
from antu.estimates.domain.states import EstimateState
from antu.households.models import Household
from antu.kernel.money import Money
from antu.kernel.text import comparable
from antu.platform.actor import Reach
from antu.platform.fields import SearchField
from antu.platform.models import RecordedRow
from antu.projects.models import Project


class EstimateBasis(models.TextChoices):
    """概算依据: what the computed lines are made from."""

    WHOLE = WHOLE, "全部在册户"
    SAMPLE = SAMPLE, "抽样推算"
    HAND = HAND, "只录入"


class LineSource(models.TextChoices):
    """来源 of a line."""

    REGISTER = "register", "按台账"
    SAMPLE = "sample", "抽样推算"
    HAND = "hand", "录入"


class EstimateVersion(RecordedRow):
    """概算版本: what one project is expected to cost, as drafted once. Known by project and number.

    A draft until it is submitted, then open to its reviewers alone; once approved or sent back the database refuses any
    change of it. ``packs`` says which packs computed how many subjects.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="estimates", verbose_name="项目")
    number = models.PositiveSmallIntegerField("版次")
    basis = models.CharField("概算依据", max_length=8, choices=EstimateBasis.choices, default=EstimateBasis.HAND)
    as_if_signed_on = models.DateField("假定签约日", null=True, blank=True)
    household_total = models.PositiveIntegerField("全项目户数", null=True, blank=True)
    packs = models.JSONField("适用办法", default=list, blank=True, editable=False)
    computed_at = models.DateTimeField("计算时间", null=True, blank=True)
    note = models.TextField("编制说明", blank=True)
    drafted_by = models.CharField("编制人", max_length=100)
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    submitted_by = models.CharField("送审人", max_length=100, blank=True)
    submitted_login = models.CharField("送审账号", max_length=150, blank=True, editable=False)
    reviewed_by = models.CharField("评审办理人", max_length=100, blank=True)
    sent_back_on = models.DateField("退回日期", null=True, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_fen = models.BigIntegerField("批准金额（分）", null=True, blank=True)
    document_no = models.CharField("批准文号", max_length=100, blank=True)
    void_reason = models.CharField("撤销原因", max_length=300, blank=True)
    search_keys = SearchField(names=("document_no",), numbers=("document_no",))

    class Meta:
        verbose_name = verbose_name_plural = "概算版本"
        ordering = ("project_id", "number")
        indexes = (GinIndex(fields=("search_keys",), name="estimate_found"),)
        constraints = (
            models.UniqueConstraint(
                fields=("project", "number"), condition=models.Q(is_voided=False), name="estimate_number_once"
            ),
            models.UniqueConstraint(
                fields=("project",),
                condition=models.Q(is_voided=False, approved_on=None, sent_back_on=None),
                name="estimate_open_once_a_project",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_on=None, approved_fen=None)
                | models.Q(approved_on__isnull=False, approved_fen__isnull=False, submitted_at__isnull=False),
                name="estimate_approved_with_its_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_back_on=None)
                | models.Q(sent_back_on__isnull=False, approved_on=None, submitted_at__isnull=False),
                name="estimate_sent_back_or_approved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.project}概算{self.label}"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:
        """An owner sees those of its projects; a town, which sees only its part of a project, none."""
        if reach.town:
            return models.Q(pk__in=())
        return models.Q(project__owner_form=comparable(reach.owner))

    @property
    def label(self) -> str:
        """第1版, 第2版 and so on."""
        return f"第{self.number}版"

    @property
    def state(self) -> EstimateState:
        """Where it stands."""
        if self.approved_on:
            return EstimateState.APPROVED
        if self.sent_back_on:
            return EstimateState.SENT_BACK
        return EstimateState.SUBMITTED if self.submitted_at else EstimateState.DRAFT

    @property
    def is_draft(self) -> bool:
        """Whether its lines may be changed."""
        return self.state is EstimateState.DRAFT and not self.is_voided

    @property
    def approved(self) -> Money | None:
        """批准金额."""
        return None if self.approved_fen is None else Money(self.approved_fen)


class EstimateLine(RecordedRow):
    """概算明细: one amount of a version. A computed one is known by its ``code``, one entered by hand has none."""

    version = models.ForeignKey(EstimateVersion, models.PROTECT, related_name="lines", verbose_name="概算版本")
    position = models.PositiveIntegerField("序号")
    source = models.CharField("来源", max_length=8, choices=LineSource.choices)
    category = models.CharField("费用类别", max_length=60)
    item = models.CharField("费用名称", max_length=100)
    code = models.CharField("补偿项代码", max_length=100, blank=True, editable=False)
    quantity = models.DecimalField("数量", max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    amount_fen = models.BigIntegerField("金额（分）")
    basis_text = models.CharField("依据", max_length=300)

    SEEN_THROUGH = "version"

    class Meta:
        verbose_name = verbose_name_plural = "概算明细"
        ordering = ("version_id", "position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "code"), condition=~models.Q(code=""), name="estimate_line_computed_once"
            ),
        )

    def __str__(self) -> str:
        return self.category if self.item == self.category else f"{self.category} {self.item}"

    @property
    def amount(self) -> Money:
        """金额."""
        return Money(self.amount_fen)


class EstimatedHousehold(RecordedRow):
    """概算计入的户: a subject whose lines a version adds up: determined, estimated, or why it could not be computed."""

    version = models.ForeignKey(EstimateVersion, models.PROTECT, related_name="households", verbose_name="概算版本")
    household = models.ForeignKey(Household, models.PROTECT, related_name="in_estimates", verbose_name="户")
    is_determined = models.BooleanField("按核定", default=False)
    amount_fen = models.BigIntegerField("金额（分）", null=True, blank=True)
    problem = models.CharField("没有计入的原因", max_length=500, blank=True)

    SEEN_THROUGH = "version"

    class Meta:
        verbose_name = verbose_name_plural = "概算计入的户"
        ordering = ("version_id", "household__code")
        constraints = (models.UniqueConstraint(fields=("version", "household"), name="estimated_household_once"),)

    def __str__(self) -> str:
        return str(self.household)


class EstimateOpinion(RecordedRow):
    """评审意见: what one reviewer said of a version, with what is to be added to a line or the total, or taken off."""

    version = models.ForeignKey(EstimateVersion, models.PROTECT, related_name="opinions", verbose_name="概算版本")
    line = models.ForeignKey(
        EstimateLine, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name="针对的明细"
    )
    organisation = models.CharField("评审单位", max_length=200)
    person = models.CharField("评审人", max_length=100)
    on = models.DateField("日期")
    opinion = models.TextField("意见")
    adjusted_fen = models.BigIntegerField("核增减（分）", null=True, blank=True)

    SEEN_THROUGH = "version"

    class Meta:
        verbose_name = verbose_name_plural = "评审意见"
        ordering = ("version_id", "id")

    def __str__(self) -> str:
        return f"{self.organisation} {self.person} {self.on}"
