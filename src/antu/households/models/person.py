"""People of a household."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.households.models.household import Household
from antu.platform.fields import BlindIndexField, ProtectedTextField, SearchField
from antu.platform.models import RecordedRow


class Person(RecordedRow):
    """人员 of a household. Known by household and 人员编号 (``no``)."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="people", verbose_name="户")
    no = models.CharField("人员编号", max_length=60)
    name = models.CharField("姓名", max_length=100)
    id_number = ProtectedTextField("身份证号", blank=True)
    id_number_index = BlindIndexField(of="id_number")
    id_number_tail_index = BlindIndexField(of="id_number", tail=6)
    sex = models.CharField("性别", max_length=12, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    relation = models.CharField("与户主关系", max_length=40, blank=True)
    hukou_kind = models.CharField("户口性质", max_length=40, blank=True)
    hukou = models.CharField("户籍", max_length=40, blank=True)
    hukou_moved_in_on = models.DateField("户口迁入日", null=True, blank=True)
    move_in_reason = models.CharField("迁入原因", max_length=40, blank=True)
    had_local_hukou = models.BooleanField("原户籍在本集体", default=False)
    married_on = models.DateField("登记结婚日", null=True, blank=True)
    died_on = models.DateField("死亡日", null=True, blank=True)
    is_student = models.BooleanField("在校大中专学生", default=False)
    is_soldier = models.BooleanField("现役义务兵士官", default=False)
    is_career_officer = models.BooleanField("军官或转业安置", default=False)
    is_prisoner = models.BooleanField("服刑人员", default=False)
    is_civil_servant = models.BooleanField("公务员", default=False)
    has_other_collective_membership = models.BooleanField("他集体成员", default=False)
    already_resettled = models.BooleanField("已享受安置", default=False)
    married_out = models.BooleanField("出嫁未迁出", default=False)
    has_contract_land = models.BooleanField("有承包地", default=False)
    resides_here = models.BooleanField("常住", default=False)
    only_child_certificate = models.BooleanField("独生子女证", default=False)
    review_decision = models.CharField("会审结论", max_length=40, blank=True)
    note = models.TextField("备注", blank=True)
    extra = models.JSONField("办法所需的其他事实", default=dict, blank=True)
    search_keys = SearchField(people=("name",), sealed=("id_number",))

    SEEN_THROUGH = "household"

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ("household_id", "source_row", "id")
        constraints = (models.UniqueConstraint(fields=("household", "no"), name="person_no_once_a_household"),)
        indexes = (GinIndex(fields=("search_keys",), name="person_found"),)

    def __str__(self) -> str:
        return f"{self.no} {self.name}"
