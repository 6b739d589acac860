"""Organisations, their staffing by year, posts and the people who sign in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from antu.platform.actor import EVERYTHING, Actor, Reach
from antu.platform.jobs.selectors import open_jobs_of
from antu.platform.models import RecordedRow


class OrganisationKind(models.TextChoices):
    """类别 of an organisation, as the district workbook names them."""

    CENTRE = "centre", "中心"
    OFFICE = "office", "股室"
    TOWN = "town", "镇街"
    OWNER = "owner", "业主"
    DEPARTMENT = "department", "部门"


class Organisation(RecordedRow):
    """单位: the centre, its offices, sub-districts, owners and departments. Known by its name."""

    name = models.CharField("单位名称", max_length=200, unique=True)
    kind = models.CharField("类别", max_length=12, choices=OrganisationKind.choices, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    district_code = models.CharField("行政区划代码", max_length=12, blank=True)
    rank = models.CharField("级别", max_length=60, blank=True)
    budget_level = models.CharField("预算级次", max_length=60, blank=True)
    funding = models.CharField("经费形式", max_length=60, blank=True)
    duties = models.TextField("主要职责", blank=True)
    established_on = models.DateField("设立日期", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    note = models.TextField("备注", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.name


class StaffKind(models.TextChoices):
    """类别 of staffing."""

    INSTITUTION = "institution", "事业编制"
    WORKER = "worker", "工勤编制"
    DISPATCHED = "dispatched", "劳务派遣"
    RETIRED_SENIOR = "retired_senior", "离休"
    RETIRED = "retired", "退休"


class StaffCount(RecordedRow):
    """人员编制: how many posts of a kind an organisation has in a year, and how many people hold them."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="staff_counts", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("类别", max_length=16, choices=StaffKind.choices)
    authorised = models.PositiveIntegerField("编制数", null=True, blank=True)
    actual = models.PositiveIntegerField("实有数", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员编制"
        constraints = (models.UniqueConstraint(fields=("organisation", "year", "kind"), name="staff_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.organisation} {self.year} {self.get_kind_display()}"


class Post(models.Model):
    """岗位: what its holder may do."""

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    permissions = ArrayField(models.CharField(max_length=40), verbose_name="权限", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "岗位"

    def __str__(self) -> str:
        return self.name


class PeopleManager(UserManager["User"]):
    """Reads a person with post, organisation and the number of their open jobs: every page asks for them."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[User]:
        """All people."""
        people = super().get_queryset().select_related("post", "organisation__parent")
        return people.annotate(open_jobs=open_jobs_of("username"))


class User(AbstractUser):
    """A person who signs in, at a post, for an organisation."""

    display_name = models.CharField("姓名", max_length=60, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, verbose_name="岗位")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name="单位")
    is_demo = models.BooleanField("演示账号", default=False)

    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.display_name or self.username

    def as_actor(self) -> Actor:
        """This person as the one who acts in services and in the journal."""
        allowed = self.post.permissions if self.post and self.is_active else []
        return Actor(
            login=self.username, name=str(self), permissions=frozenset(allowed), reach=reach_of(self.organisation)
        )


def reach_of(organisation: Organisation | None) -> Reach:
    """Whose rows the people of an organisation see: a town and an owner their own, the district's offices all.

    An office below a town or an owner sees what that one sees; one that was withdrawn, or fell with one above it, or
    whose kind nobody recorded, sees nothing.
    """
    if organisation is None:
        return Reach()
    line = list(_upwards(organisation))
    if any(each.is_voided for each in line):
        return Reach()
    for each in line:
        if each.kind == OrganisationKind.TOWN:
            return Reach(town=each.name)
        if each.kind == OrganisationKind.OWNER:
            return Reach(owner=each.name)
    return EVERYTHING if organisation.kind else Reach()


def works_for(organisation: Organisation | None) -> tuple[int, ...]:
    """Whose work the people of an organisation do: its own, and that of the town or owner that it is an office of."""
    if organisation is None:
        return ()
    line = list(_upwards(organisation))
    whole = (OrganisationKind.TOWN, OrganisationKind.OWNER)
    last = next((place for place, each in enumerate(line) if each.kind in whole), 0)
    return tuple(each.pk for each in line[: last + 1])


def _upwards(organisation: Organisation) -> Iterator[Organisation]:
    """The organisation, then those above it; each once, should the records go in a circle."""
    seen: set[int] = set()
    above: Organisation | None = organisation
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        yield above
        above = above.parent
