"""What a subject owns: buildings, decoration, fixtures, crops, graves, parcels, and rows of a pack's own tables."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.households.models.household import Household
from antu.platform.fields import SearchField
from antu.platform.models import RecordedRow


class OwnedRow(RecordedRow):
    """A row of one of the register's sheets. Known by subject and its own 编号 (``no``)."""

    no = models.CharField("编号", max_length=60)
    note = models.TextField("备注", blank=True)
    extra = models.JSONField("办法所需的其他事实", default=dict, blank=True)

    SEEN_THROUGH = "household"

    class Meta:
        abstract = True
        ordering = ("household_id", "source_row", "id")

    def __str__(self) -> str:
        return self.no


class Building(OwnedRow):
    """房屋; ``area_m2`` is 认定面积, the one that is compensated."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="buildings", verbose_name="户")
    block = models.CharField("幢号", max_length=60, blank=True)
    floors = models.PositiveIntegerField("层数", null=True, blank=True)
    structure = models.CharField("结构", max_length=40, blank=True)
    grade = models.CharField("等级", max_length=40, blank=True)
    registered_m2 = models.DecimalField("登记面积", max_digits=14, decimal_places=2, null=True, blank=True)
    measured_m2 = models.DecimalField("测绘面积", max_digits=14, decimal_places=2, null=True, blank=True)
    area_m2 = models.DecimalField("认定面积", max_digits=14, decimal_places=2, null=True, blank=True)
    legality = models.CharField("合法性认定", max_length=40, blank=True)
    built_on = models.DateField("建成日", null=True, blank=True)
    approved_use = models.CharField("批准用途", max_length=100, blank=True)
    actual_use = models.CharField("实际用途", max_length=100, blank=True)
    certificate_no = models.CharField("权证号", max_length=100, blank=True)

    class Meta(OwnedRow.Meta):
        verbose_name = verbose_name_plural = "房屋"
        constraints = (models.UniqueConstraint(fields=("household", "no"), name="building_no_once"),)


class Decoration(OwnedRow):
    """装修; ``building`` is the 房屋编号 it belongs to, where known."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="decorations", verbose_name="户")
    building = models.CharField("房屋编号", max_length=60, blank=True)
    grade = models.CharField("装修等级", max_length=40, blank=True)
    area_m2 = models.DecimalField("装修面积", max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta(OwnedRow.Meta):
        verbose_name = verbose_name_plural = "装修"
        constraints = (models.UniqueConstraint(fields=("household", "no"), name="decoration_no_once"),)


class MeasuredRow(OwnedRow):
    """Something counted by kind, quantity and unit."""

    kind = models.CharField("名称", max_length=60)
    spec = models.CharField("规格", max_length=100, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    quantity = models.DecimalField("数量", max_digits=16, decimal_places=4)

    class Meta(OwnedRow.Meta):
        abstract = True


class Fixture(MeasuredRow):
    """附属物."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="fixtures", verbose_name="户")
    before_notice = models.BooleanField("预公告前已存在", default=True)

    class Meta(OwnedRow.Meta):
        verbose_name = verbose_name_plural = "附属物"
        constraints = (models.UniqueConstraint(fields=("household", "no"), name="fixture_no_once"),)


class Crop(MeasuredRow):
    """青苗."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="crops", verbose_name="户")
    before_notice = models.BooleanField("预公告前已种植", default=True)

    class Meta(OwnedRow.Meta):
        verbose_name = verbose_name_plural = "青苗"
        constraints = (models.UniqueConstraint(fields=("household", "no"), name="crop_no_once"),)


class Grave(OwnedRow):
    """坟墓."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="graves", verbose_name="户")
    kind = models.CharField("类型", max_length=60)
    count = models.PositiveIntegerField("座数")

    class Meta(OwnedRow.Meta):
        verbose_name = verbose_name_plural = "坟墓"
        constraints = (models.UniqueConstraint(fields=("household", "no"), name="grave_no_once"),)


class Parcel(OwnedRow):
    """地块 registered with a collective."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="parcels", verbose_name="权属单位")
    map_sheet = models.CharField("图幅号", max_length=60, blank=True)
    land_class = models.CharField("地类", max_length=20)
    area_m2 = models.DecimalField("面积", max_digits=16, decimal_places=2)
    area_mu = models.DecimalField("亩数", max_digits=16, decimal_places=4, null=True, blank=True)
    search_keys = SearchField(numbers=("no", "map_sheet"))

    class Meta(OwnedRow.Meta):
        verbose_name = verbose_name_plural = "地块"
        constraints = (models.UniqueConstraint(fields=("household", "no"), name="parcel_no_once"),)
        indexes = (GinIndex(fields=("search_keys",), name="parcel_found"),)


class ExtraRow(OwnedRow):
    """A row of a table that only the project's pack has; its values by column name in ``extra``."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="extra_rows", verbose_name="户")
    table = models.CharField("表", max_length=60)

    class Meta(OwnedRow.Meta):
        verbose_name = verbose_name_plural = "办法专有表"
        constraints = (models.UniqueConstraint(fields=("household", "table", "no"), name="extra_row_no_once"),)
