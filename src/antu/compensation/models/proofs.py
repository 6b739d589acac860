"""Proofs: each recomputation of all determinations with what it found, and who another pack would price differently."""

from __future__ import annotations

from django.db import models

from antu.compensation.models.determinations import Determination
from antu.households.models import Household
from antu.kernel.money import Money
from antu.platform.models import SeenQuerySet


class ProofRun(models.Model):
    """核定复算: all stored determinations computed again from their frozen facts, once. Never changed afterwards.

    ``engines`` are those that computed, ``unfit`` the items that the batch engine left to explain, by pack.
    """

    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间")
    by_login = models.CharField("账号", max_length=150)
    by_name = models.CharField("复算人", max_length=100)
    engines = models.JSONField("引擎", default=list)
    unfit = models.JSONField("只由逐户计算复算的补偿项", default=list)
    determination_count = models.PositiveIntegerField("复算的核定")
    line_count = models.PositiveIntegerField("复算的明细")

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核定复算"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"第{self.pk}次核定复算"


class ProofFinding(models.Model):
    """复算发现: one place where a stored determination is not what its frozen facts, its pack and the journal say.

    ``determination`` is None where the journal alone still knows it, ``household`` where nothing tells whose it was;
    ``named`` is what the journal calls it, where the journal was asked. ``stored_line`` and ``computed_line`` are the
    whole line on both sides with their traces, empty for what is of no line: what was found stays readable when the
    row has been mended.
    """

    run = models.ForeignKey(ProofRun, models.PROTECT, related_name="findings", verbose_name="核定复算")
    determination = models.ForeignKey(
        Determination, models.PROTECT, null=True, related_name="proof_findings", verbose_name="核定"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="proof_findings", verbose_name="户"
    )
    named = models.CharField("日志里的核定", max_length=200, blank=True)
    position = models.PositiveIntegerField("明细序号", default=0)
    code = models.CharField("补偿项代码", max_length=60, blank=True)
    row = models.CharField("对应行", max_length=60, blank=True)
    label = models.CharField("补偿项", max_length=100, blank=True)
    column = models.CharField("不同之处", max_length=200)
    stored = models.TextField("存储的", blank=True)
    explain = models.TextField("逐户计算", blank=True)
    batch = models.TextField("批量计算", blank=True)
    stored_line = models.JSONField("存储的明细", default=dict)
    computed_line = models.JSONField("复算的明细", default=dict)

    SEEN_THROUGH = "household"
    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "复算发现"
        ordering = ("run_id", "id")

    def __str__(self) -> str:
        return f"{self.named or self.determination} {self.label or self.code} {self.column}".replace("  ", " ")

    @property
    def line_key(self) -> str:
        """Code, or code and row: ``house/B1``; empty for what is of no line."""
        return f"{self.code}/{self.row}" if self.row else self.code


class PendingPricing(models.Model):
    """未定户的计价差异: an unsigned subject that another pack would price differently, as one proof saw it.

    An amount is None where that pack refuses the subject's facts; ``reason`` says why the other pack may come to hold.
    """

    run = models.ForeignKey(ProofRun, models.PROTECT, related_name="pending", verbose_name="核定复算")
    household = models.ForeignKey(Household, models.PROTECT, related_name="pending_pricings", verbose_name="户")
    signed_on = models.DateField("假定签约日")
    pack = models.CharField("现在适用的办法", max_length=150)
    other_pack = models.CharField("另一办法", max_length=150)
    payable_fen = models.BigIntegerField("现在测算（分）", null=True)
    other_fen = models.BigIntegerField("另一办法测算（分）", null=True)
    reason = models.TextField("原因")

    SEEN_THROUGH = "household"
    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "未定户的计价差异"
        ordering = ("run_id", "household_id", "id")

    def __str__(self) -> str:
        return f"{self.household} {self.pack} → {self.other_pack}"

    @property
    def payable(self) -> Money | None:
        """现在测算."""
        return None if self.payable_fen is None else Money(self.payable_fen)

    @property
    def other(self) -> Money | None:
        """另一办法测算."""
        return None if self.other_fen is None else Money(self.other_fen)

    @property
    def difference(self) -> Money | None:
        """Other less now; None where one of them cannot be computed."""
        now, other = self.payable, self.other
        return None if now is None or other is None else other - now
