"""A subject of compensation and the dated events from which its state follows."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.kernel.text import comparable
from antu.platform.actor import Reach
from antu.platform.fields import BlindIndexField, ComparableField, ProtectedTextField, SearchField
from antu.platform.models import RecordedRow, SeenQuerySet, StandingQuerySet
from antu.projects.models import Project


class SubjectKind(models.TextChoices):
    """对象类别."""

    HOUSEHOLD = "household", "户"
    COLLECTIVE = "collective", "村/组集体"
    ENTERPRISE = "enterprise", "企业"


class Household(RecordedRow):
    """户 (or a 村/组集体, a 企业): one subject of one project. Known by project and 户编号.

    ``status_written`` is what the office wrote (台账所写) and is counted nowhere; the state follows from dated events.
    ``extra`` holds the facts that only the project's pack asks for, as text or booleans by column name.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="households", verbose_name="项目")
    code = models.CharField("户编号", max_length=60)
    kind = models.CharField("对象类别", max_length=12, choices=SubjectKind.choices, default=SubjectKind.HOUSEHOLD)
    head_name = models.CharField("户主", max_length=200)
    id_number = ProtectedTextField("身份证号", blank=True)
    id_number_index = BlindIndexField(of="id_number")
    id_number_tail_index = BlindIndexField(of="id_number", tail=6)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    town = models.CharField("镇街", max_length=100, blank=True)
    town_form = ComparableField(of="town", max_length=200)
    village = models.CharField("村(居)", max_length=100, blank=True)
    group = models.CharField("组", max_length=100, blank=True)
    address = models.CharField("坐落", max_length=300, blank=True)
    mode = models.CharField("安置方式", max_length=40, blank=True)
    purchase_subsidy_claimed = models.BooleanField("申领购房补助", default=False)
    account_name = models.CharField("银行户名", max_length=200, blank=True)
    bank = models.CharField("开户行", max_length=200, blank=True)
    account_no = ProtectedTextField("银行账号", blank=True)
    account_no_index = BlindIndexField(of="account_no")
    account_no_tail_index = BlindIndexField(of="account_no", tail=6)
    officer = models.CharField("包户干部", max_length=100, blank=True)
    status_written = models.CharField("台账所写状态", max_length=40, blank=True)
    held_reason = models.CharField("滞留原因", max_length=300, blank=True)
    agreement_no = models.CharField("协议编号", max_length=100, blank=True)
    note = models.TextField("备注", blank=True)
    extra = models.JSONField("办法所需的其他事实", default=dict, blank=True)
    search_keys = SearchField(
        people=("head_name",), numbers=("code", "agreement_no"), phones=("phone",), sealed=("id_number",)
    )

    class Meta:
        verbose_name = verbose_name_plural = "户"
        ordering = ("project_id", "code")
        constraints = (models.UniqueConstraint(fields=("project", "code"), name="household_code_once_a_project"),)
        indexes = (
            models.Index(fields=("town",), condition=models.Q(is_voided=False), name="household_by_town"),
            models.Index(fields=("village",), condition=models.Q(is_voided=False), name="household_by_village"),
            models.Index(fields=("project", "id"), condition=models.Q(is_voided=False), name="household_standing"),
            GinIndex(fields=("search_keys",), name="household_found"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.head_name}"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:
        """A town sees its own households (those of no named town in a project of its alone); an owner its projects'."""
        if reach.town:
            town = comparable(reach.town)
            alone = Project.objects.filter(town_forms=[town])
            return models.Q(town_form=town) | models.Q(town_form="", project__in=alone.values("pk"))
        owned = Project.objects.filter(owner_form=comparable(reach.owner))
        return models.Q(project__in=owned.values("pk"))

    @property
    def signed_on(self) -> date | None:
        """签约日 by the standing events; read ``events`` with ``prefetch_related`` when many are asked."""
        return self._day_of(HouseholdEventKind.SIGNED)

    @property
    def vacated_on(self) -> date | None:
        """腾地日 by the standing events."""
        return self._day_of(HouseholdEventKind.VACATED)

    def _day_of(self, kind: HouseholdEventKind) -> date | None:
        days = [event.on for event in self.events.all() if event.kind == kind and not event.is_voided]
        return max(days, default=None)


class HouseholdEventKind(models.TextChoices):
    """Rungs of the household ladder that records give today; further rungs come with their rooms."""

    SIGNED = "signed", "已签约"
    VACATED = "vacated", "已交房"


class HouseholdEvent(models.Model):
    """What happened to a household on a day. A corrected day voids the old event and adds a new one."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="events", verbose_name="户")
    kind = models.CharField("事件", max_length=16, choices=HouseholdEventKind.choices)
    on = models.DateField("日期")
    is_voided = models.BooleanField("作废", default=False)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    SEEN_THROUGH = "household"
    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "户事件"
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("household", "kind"), condition=models.Q(is_voided=False), name="household_event_stands_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.on} {self.get_kind_display()}"


class CircumstanceKind(models.TextChoices):
    """特殊情形 beside the ladder; several may hold at once."""

    HELD_OUT = "held_out", "滞留"
    IN_REVIEW = "in_review", "会审中"
    APPEAL = "appeal", "复议诉讼"
    ENFORCEMENT = "enforcement", "司法"
    LEGACY = "legacy", "遗留"


class Circumstance(models.Model):
    """特殊情形 of a household, from day to day, with its reason; ``from_register`` marks 据台账."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="circumstances", verbose_name="户")
    kind = models.CharField("情形", max_length=16, choices=CircumstanceKind.choices)
    from_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)
    reason = models.CharField("原因", max_length=300, blank=True)
    from_register = models.BooleanField("据台账", default=False)

    SEEN_THROUGH = "household"
    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "特殊情形"
        ordering = ("from_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("household", "kind"), condition=models.Q(until_on=None), name="circumstance_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} {self.get_kind_display()}"
