"""Projects and the dated events from which their state follows."""

from __future__ import annotations

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.kernel.text import comparable
from antu.platform.actor import Reach
from antu.platform.fields import ComparableField, ComparableListField, SearchField
from antu.platform.models import RecordedRow
from antu.policy.pack import REGIMES


class Land(models.TextChoices):
    """土地性质: under which regime land is taken."""

    COLLECTIVE = "collective", "集体"
    STATE = "state", "国有"


#: How workbooks also call them.
LAND_WORDS: Final = {Land(code): (words,) for code, words in REGIMES.items()}


class AreaUnit(models.TextChoices):
    """Unit that an area of a project is given in."""

    MU = "mu", "亩"
    M2 = "m2", "㎡"


class Project(RecordedRow):
    """项目. Known by its number, or where one side has none by its name or former name.

    The district workbook and a register may both describe it; the fields that the district gave are listed in
    ``given_by_district`` and stay as the district gave them. What the centre entered in a page is in ``given_by_page``
    and stays before both. ``due_…`` is what the project's papers say is to come, not what a register counts.
    """

    name = models.CharField("项目名称", max_length=200, unique=True)
    former_name = models.CharField("曾用名", max_length=200, blank=True)
    code = models.CharField("项目编号", max_length=60, blank=True)
    land = models.CharField("土地性质", max_length=12, choices=Land.choices, blank=True)
    category = models.CharField("类别", max_length=60, blank=True)
    owner = models.CharField("业主单位", max_length=200, blank=True)
    owner_form = ComparableField(of="owner", max_length=400)
    funder = models.CharField("出资单位", max_length=200, blank=True)
    towns = ArrayField(models.CharField(max_length=100), verbose_name="镇街", default=list, blank=True)
    town_forms = ComparableListField(models.CharField(max_length=200), of="towns")
    location = models.CharField("坐落", max_length=300, blank=True)
    area = models.DecimalField("征收面积", max_digits=16, decimal_places=4, null=True, blank=True)
    area_unit = models.CharField("单位", max_length=4, choices=AreaUnit.choices, blank=True)
    estimate_fen = models.BigIntegerField("概算（分）", null=True, blank=True)
    approval_no = models.CharField("批文号", max_length=100, blank=True)
    zone = models.CharField("区片", max_length=20, blank=True)
    pack_id = models.CharField("适用办法", max_length=100, blank=True)
    notice_on = models.DateField("公告日", null=True, blank=True)
    population_cutoff_on = models.DateField("安置人口截止日", null=True, blank=True)
    sign_start_on = models.DateField("签约期首日", null=True, blank=True)
    vacate_by_on = models.DateField("腾地期限末日", null=True, blank=True)
    due_buildings = models.PositiveIntegerField("应拆栋数", null=True, blank=True)
    due_households = models.PositiveIntegerField("应拆户数", null=True, blank=True)
    due_lawful_m2 = models.DecimalField("应拆合法面积", max_digits=16, decimal_places=2, null=True, blank=True)
    due_unlawful_m2 = models.DecimalField("应拆违章面积", max_digits=16, decimal_places=2, null=True, blank=True)
    due_people = models.PositiveIntegerField("应动迁人口", null=True, blank=True)
    due_payable_fen = models.BigIntegerField("应付补偿款（分）", null=True, blank=True)
    note = models.TextField("备注", blank=True)
    extra = models.JSONField("办法所需的其他事实", default=dict, blank=True)
    given_by_district = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    given_by_page = ArrayField(models.CharField(max_length=40), default=list, blank=True, editable=False)
    search_keys = SearchField(names=("name", "former_name", "approval_no"), numbers=("code", "approval_no"))

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        constraints = (
            models.UniqueConstraint(fields=("code",), condition=~models.Q(code=""), name="project_code_once"),
        )
        indexes = (
            GinIndex(fields=("town_forms",), name="project_towns"),
            GinIndex(fields=("search_keys",), name="project_found"),
        )

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:
        """A town sees the projects on its land, by their own row or by a household's; an owner sees its own."""
        if reach.town:
            town = comparable(reach.town)
            by_household = Project.objects.filter(households__town_form=town, households__is_voided=False)
            return models.Q(town_forms__contains=[town]) | models.Q(pk__in=by_household.values("pk"))
        return models.Q(owner_form=comparable(reach.owner))


class ProjectEventKind(models.TextChoices):
    """事件 in the life of a project."""

    STARTED = "started", "启动"
    PARTLY_DONE = "partly_done", "部分完成"
    DONE = "done", "完成"
    PAUSED = "paused", "暂停"
    RESUMED = "resumed", "恢复"
    COST_COUNTED = "cost_counted", "成本统计完成"
    SETTLED = "settled", "结算协议签订"
    ARCHIVED = "archived", "归档"
    CANCELLED = "cancelled", "取消"


class ProjectEvent(RecordedRow):
    """项目事件: what happened to a project on a day. Known by project, day and kind.

    ``is_from_page``: the centre entered or withdrew it in a page, so a workbook's row leaves it as it is.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="events", verbose_name="项目")
    on = models.DateField("日期")
    kind = models.CharField("事件", max_length=16, choices=ProjectEventKind.choices)
    area = models.DecimalField("面积", max_digits=16, decimal_places=4, null=True, blank=True)
    area_unit = models.CharField("单位", max_length=4, choices=AreaUnit.choices, blank=True)
    reason = models.CharField("原因", max_length=300, blank=True)
    document_no = models.CharField("文号", max_length=100, blank=True)
    note = models.TextField("备注", blank=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    is_from_page = models.BooleanField("页面登记", default=False, editable=False)
    search_keys = SearchField(names=("document_no",), numbers=("document_no",))

    SEEN_THROUGH = "project"

    class Meta:
        verbose_name = verbose_name_plural = "项目事件"
        ordering = ("on", "source_row", "id")
        constraints = (models.UniqueConstraint(fields=("project", "on", "kind"), name="project_event_once_a_day"),)
        indexes = (GinIndex(fields=("search_keys",), name="project_event_found"),)

    def __str__(self) -> str:
        return f"{self.project} {self.on} {self.get_kind_display()}"
