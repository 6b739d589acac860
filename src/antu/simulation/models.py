"""Simulations that were made, with their results: no record of the district is touched by one."""

from __future__ import annotations

from typing import Any

from django.db import models

from antu.households.models import Household, SubjectKind
from antu.kernel.money import Money
from antu.platform.models import RecordedRow, SeenQuerySet
from antu.simulation.domain.comparing import scaled_json


class Simulation(RecordedRow):
    """政策测算: two packs over many subjects, once. Never changed; a useless one is voided.

    A pack is named by id, version and the sha256 of the bytes that computed; ``amendments`` are the rates that were
    changed in the draft. ``result`` holds every table; the subjects stand beside it.
    """

    pack = models.CharField("拟用办法", max_length=150)
    pack_sha256 = models.CharField("拟用办法摘要", max_length=64)
    against = models.CharField("对照办法", max_length=150)
    against_sha256 = models.CharField("对照办法摘要", max_length=64)
    notices = models.JSONField("办法的说明", default=list)
    amendments = models.JSONField("改动的标准", default=list)
    scope = models.JSONField("测算范围")
    scope_words = models.CharField("测算范围（文字）", max_length=300)
    signed_on = models.DateField("假定签约日")
    engine = models.CharField("引擎", max_length=20)
    unfit = models.JSONField("由逐户计算的补偿项", default=list)
    result = models.JSONField("结果")
    by_login = models.CharField("账号", max_length=150)
    by_name = models.CharField("测算人", max_length=100)
    at = models.DateTimeField("测算时间", auto_now_add=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "政策测算"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.pack_words}，对照 {self.against}"

    @property
    def pack_words(self) -> str:
        """The draft, and how many of its rates were changed."""
        return f"{self.pack}（改 {len(self.amendments)} 个标准）" if self.amendments else self.pack

    @property
    def scaled(self) -> dict[str, Any] | None:
        """What a sample stands for, worked out of what is kept; None where the simulation is of no sample."""
        whole = self.scope.get("stands_for")
        return scaled_json(self.result, whole) if whole else None

    @property
    def totals(self) -> dict[str, str]:
        """What was asked for: of a sample, what it stands for."""
        totals: dict[str, str] = (self.scaled or self.result)["totals"]
        return totals

    @property
    def difference(self) -> Money:
        """What the draft costs more, or less."""
        return Money.parse(self.totals["difference"])


class SimulatedSubject(models.Model):
    """测算的户: one subject of a simulation with both amounts, or every reason why a pack refuses it.

    ``sheets`` are both whole answers, of the largest changes alone.
    """

    simulation = models.ForeignKey(Simulation, models.PROTECT, related_name="subjects", verbose_name="政策测算")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="in_simulations", verbose_name="户"
    )
    subject = models.CharField("户编号", max_length=60)
    name = models.CharField("户主", max_length=200, blank=True)
    project = models.CharField("项目", max_length=200, blank=True)
    town = models.CharField("镇街", max_length=100, blank=True)
    kind = models.CharField("对象类别", max_length=12, choices=SubjectKind.choices)
    is_signed = models.BooleanField("已签约", default=False)
    signed_on = models.DateField("签约日（假定）", null=True)
    pack_fen = models.BigIntegerField("拟用办法（分）", null=True)
    against_fen = models.BigIntegerField("对照办法（分）", null=True)
    change_fen = models.BigIntegerField("增减（分）", null=True)
    problems = models.JSONField("没有计入的原因", default=list)
    sheets = models.JSONField("两份计算书", default=dict)

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "测算的户"
        ordering = ("simulation_id", "id")
        indexes = (models.Index(fields=("simulation", "change_fen"), name="simulated_by_change"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.name}".strip()
