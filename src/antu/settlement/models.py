"""What settlement needs beside determinations: state-owned tasks, and money entered by hand until the books exist."""

from __future__ import annotations

from django.db import models

from antu.households.models import Household
from antu.platform.models import RecordedRow, StandingQuerySet
from antu.projects.models import Project


class StateSettlementTask(RecordedRow):
    """国有结算任务: a state-owned project to be settled in a year."""

    year = models.PositiveSmallIntegerField("年度")
    project = models.ForeignKey(Project, models.PROTECT, related_name="state_settlement_tasks", verbose_name="项目")
    status_note = models.CharField("状态说明", max_length=300, blank=True)
    basically_done_on = models.DateField("基本完成日期", null=True, blank=True)

    SEEN_THROUGH = "project"

    class Meta:
        verbose_name = verbose_name_plural = "国有结算任务"
        constraints = (models.UniqueConstraint(fields=("year", "project"), name="state_task_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.year} {self.project}"


class HandEntry(models.Model):
    """手工登记: an amount with day, document number and who entered it; a mistake is voided, never changed."""

    on = models.DateField("日期")
    amount_fen = models.BigIntegerField("金额（分）")
    document_no = models.CharField("凭证号", max_length=100)
    entered_by = models.CharField("登记人", max_length=100)
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)
    note = models.CharField("备注", max_length=300, blank=True)
    is_voided = models.BooleanField("作废", default=False)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("on", "id")

    @property
    def settled_project(self) -> Project:
        """The project whose settlement the entry belongs to."""
        raise NotImplementedError


class ProjectReceipt(HandEntry):
    """到位资金 of a project."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="hand_receipts", verbose_name="项目")

    SEEN_THROUGH = "project"

    class Meta(HandEntry.Meta):
        verbose_name = verbose_name_plural = "到位资金登记"
        constraints = (models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="receipt_positive"),)

    def __str__(self) -> str:
        return f"{self.project} {self.on} {self.document_no}"

    @property
    def settled_project(self) -> Project:
        """The project itself."""
        return self.project


class HouseholdPayment(HandEntry):
    """已付 to a household or collective."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="hand_payments", verbose_name="户")

    SEEN_THROUGH = "household"

    class Meta(HandEntry.Meta):
        verbose_name = verbose_name_plural = "已付登记"
        constraints = (models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="payment_positive"),)

    def __str__(self) -> str:
        return f"{self.household} {self.on} {self.document_no}"

    @property
    def settled_project(self) -> Project:
        """The project of the one who was paid."""
        return self.household.project
