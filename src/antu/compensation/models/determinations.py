"""Determinations: what a signed subject is owed, frozen with its facts, its pack and every line's trace."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from antu.compensation.domain.digests import SEALED, STANDING, digest_of
from antu.households.models import Household
from antu.kernel.money import Money
from antu.platform.models import SeenQuerySet


class Determination(models.Model):
    """核定: one version of one subject's computation. Never changed; a later version supersedes it.

    ``facts`` is the facts document that was computed, ``computation`` the whole answer in full (derived values, lines
    with words and traces, eligibility, totals). One at most stands for a subject; the others say why they no longer do.
    The three digests stand for all of it that no formula reads (:mod:`antu.compensation.domain.digests`).
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="determinations", verbose_name="户")
    version = models.PositiveIntegerField("版次")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name="取代"
    )
    is_standing = models.BooleanField("现行", default=True)
    reason = models.CharField("缘由", max_length=300)
    ended_reason = models.CharField("不再现行的缘由", max_length=300, blank=True)
    ended_at = models.DateTimeField("不再现行的时间", null=True, blank=True)
    signed_on = models.DateField("签约日")
    pack_id = models.CharField("办法", max_length=100)
    pack_version = models.CharField("办法版本", max_length=40)
    pack_sha256 = models.CharField("办法摘要", max_length=64)
    pack_status = models.CharField("办法状态", max_length=12)
    facts = models.JSONField("冻结的事实")
    computation = models.JSONField("计算结果")
    is_draft = models.BooleanField("待会审", default=False)
    payable_fen = models.BigIntegerField("应付合计（分）")
    determined_at = models.DateTimeField("核定时间")
    determined_by = models.CharField("核定人", max_length=100)
    facts_sha256 = models.CharField("事实摘要", max_length=64)
    record_sha256 = models.CharField("登记摘要", max_length=64)
    standing_sha256 = models.CharField("状态摘要", max_length=64)

    SEEN_THROUGH = "household"
    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核定"
        ordering = ("household_id", "version")
        indexes = (
            models.Index(
                fields=("household",),
                include=("payable_fen",),
                condition=models.Q(is_standing=True),
                name="determination_owed",
            ),
            models.Index(
                fields=("pack_id", "pack_version", "pack_status", "household"),
                condition=models.Q(is_standing=True),
                name="determination_by_pack",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("household", "version"), name="determination_version_once"),
            models.UniqueConstraint(
                fields=("household",), condition=models.Q(is_standing=True), name="determination_stands_once"
            ),
            models.CheckConstraint(
                condition=models.Q(is_standing=True, ended_at=None)
                | models.Q(is_standing=False, ended_at__isnull=False),
                name="determination_stands_until_ended",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} 第{self.version}版"

    @property
    def payable(self) -> Money:
        """应付合计."""
        return Money(self.payable_fen)

    def seal(self) -> None:
        """Have the digests of what it is now: once when it is made."""
        for name in SEALED:
            setattr(self, name, digest_of(self, name))

    def end(self, reason: str, moment: datetime) -> None:
        """Let it stand no longer; only the digest of its standing is made again, the others stay as they were."""
        self.is_standing, self.ended_reason, self.ended_at = False, reason, moment
        self.standing_sha256 = digest_of(self, STANDING)


class DeterminationLine(models.Model):
    """One line of a determination, as it was computed and printed."""

    determination = models.ForeignKey(Determination, models.PROTECT, related_name="lines", verbose_name="核定")
    position = models.PositiveIntegerField("序号")
    code = models.CharField("补偿项代码", max_length=60)
    row = models.CharField("对应行", max_length=60, blank=True)
    label = models.CharField("补偿项", max_length=100)
    category = models.CharField("类别", max_length=12)
    settlement_column = models.CharField("结算表列", max_length=40, blank=True)
    formula = models.TextField("公式")
    formula_words = models.TextField("计算式（文字）", blank=True)
    working = models.TextField("计算式（数字）")
    quantity = models.CharField("数量", max_length=60, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    rate = models.CharField("单价", max_length=60, blank=True)
    clause = models.CharField("条款", max_length=300)
    amount_fen = models.BigIntegerField("金额（分）")
    trace = models.JSONField("计算过程", default=dict)

    SEEN_THROUGH = "determination"
    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核定明细"
        ordering = ("determination_id", "position")
        constraints = (models.UniqueConstraint(fields=("determination", "position"), name="line_position_once"),)

    def __str__(self) -> str:
        return f"{self.label} {self.row}".strip()

    @property
    def amount(self) -> Money:
        """金额."""
        return Money(self.amount_fen)


class DeterminationReview(models.Model):
    """核定审核: a version of a determination that passed its review on a day: the subject is 已审核 while it stands."""

    determination = models.OneToOneField(Determination, models.PROTECT, related_name="review", verbose_name="核定")
    reviewed_on = models.DateField("审核日期")
    by_name = models.CharField("审核人", max_length=100)
    at = models.DateTimeField("登记时间", auto_now_add=True)

    SEEN_THROUGH = "determination"
    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核定审核"

    def __str__(self) -> str:
        return f"{self.determination} 已审核"
