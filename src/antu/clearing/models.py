"""Remaining households and graves of a project until none is left (清零扫尾), and what is done of each household."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from antu.clearing.domain.stages import STAGES
from antu.households.models import Household
from antu.platform.models import RecordedRow
from antu.projects.models import Project


class RemainingRecord(RecordedRow):
    """扫尾: what was left of a project on a day, who joined in, and when it was cleared. Known by project and day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="remaining_records", verbose_name="项目")
    recorded_on = models.DateField("记录日期")
    figure_code = models.CharField("代号", max_length=60, blank=True)
    households = models.PositiveIntegerField("剩余户数", null=True, blank=True)
    graves = models.PositiveIntegerField("剩余坟墓", null=True, blank=True)
    is_longstanding = models.BooleanField("多年未完成", default=False)
    forces = ArrayField(models.CharField(max_length=100), verbose_name="参与力量", default=list, blank=True)
    cleared_on = models.DateField("完成日期", null=True, blank=True)
    note = models.TextField("说明", blank=True)

    SEEN_THROUGH = "project"

    class Meta:
        verbose_name = verbose_name_plural = "扫尾记录"
        ordering = ("recorded_on", "source_row", "id")
        constraints = (models.UniqueConstraint(fields=("project", "recorded_on"), name="remaining_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.project} {self.recorded_on}"


class HouseholdNote(RecordedRow):
    """What a day adds to what is known of a remaining household; a later day adds a row, and changes none."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="%(class)s_notes", verbose_name="户")
    on = models.DateField("日期")
    entered_by = models.CharField("登记人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    SEEN_THROUGH = "household"

    class Meta:
        abstract = True
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.household} {self.on}"


class Visit(HouseholdNote):
    """走访: who went to the household on a day, whom they met, what was said, what came of it."""

    visitors = models.CharField("走访人", max_length=200)
    met = models.CharField("见到谁", max_length=200)
    said = models.TextField("谈了什么")
    result = models.CharField("结果", max_length=300, blank=True)

    class Meta(HouseholdNote.Meta):
        verbose_name = verbose_name_plural = "走访"


class StuckReason(HouseholdNote):
    """滞留原因 as known from a day on, until a later row says another one."""

    reason = models.CharField("滞留原因", max_length=300)

    class Meta(HouseholdNote.Meta):
        verbose_name = verbose_name_plural = "滞留原因"


class NextStep(HouseholdNote):
    """下一步: what is agreed on a day to be done, by whom, until when; the latest one holds."""

    step = models.CharField("下一步", max_length=300)
    by = models.CharField("责任人", max_length=100)
    until_on = models.DateField("完成期限")

    class Meta(HouseholdNote.Meta):
        verbose_name = verbose_name_plural = "下一步"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("on")), name="next_step_ends_after_it_begins"
            ),
        )


class LegalStage(HouseholdNote):
    """法律程序: a step of the law towards the household, by its day and document; the latest one holds."""

    stage = models.CharField("环节", max_length=20, choices=[(each.code, each.label) for each in STAGES])
    document_no = models.CharField("文号", max_length=100, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta(HouseholdNote.Meta):
        verbose_name = verbose_name_plural = "法律程序"
        constraints = (
            models.UniqueConstraint(
                fields=("household", "stage", "on"),
                condition=models.Q(is_voided=False),
                name="legal_stage_once_a_day",
            ),
        )


#: By the word that addresses have for them.
NOTES: Final[Mapping[str, type[HouseholdNote]]] = {
    "visit": Visit,
    "step": NextStep,
    "reason": StuckReason,
    "stage": LegalStage,
}
