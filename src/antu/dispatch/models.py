"""Meetings, what they or a superior assign, and what happens to it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.dispatch.domain.course import DEED_WORDS, Deed, Happened
from antu.kernel.text import comparable
from antu.organisations.models import Organisation
from antu.platform.actor import Reach
from antu.platform.fields import ComparableListField, SearchField
from antu.platform.models import RecordedRow
from antu.projects.models import Project

#: Enough of what is to be done to know it by.
_NAMED_BY = 40


class Meeting(RecordedRow):
    """调度会. Known by its day and title."""

    held_on = models.DateField("开会日期")
    title = models.CharField("会议名称", max_length=200)
    place = models.CharField("地点", max_length=100, blank=True)
    chaired_by = models.CharField("主持人", max_length=100, blank=True)
    present = ArrayField(models.CharField(max_length=200), verbose_name="到会单位", default=list, blank=True)
    present_forms = ComparableListField(models.CharField(max_length=400), of="present")
    minutes = models.TextField("会议纪要", blank=True)
    entered_by = models.CharField("登记人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    search_keys = SearchField(names=("title", "chaired_by"))

    class Meta:
        verbose_name = verbose_name_plural = "调度会"
        ordering = ("-held_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("held_on", "title"), condition=models.Q(is_voided=False), name="meeting_once_a_day"
            ),
        )
        indexes = (GinIndex(fields=("search_keys",), name="meeting_found"),)

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:
        """Who was present sees the meeting, and who was assigned something at it."""
        assigned = Assignment.objects.standing().filter(Assignment.seen_where(reach), meeting__isnull=False)
        own = comparable(reach.town or reach.owner)
        return models.Q(present_forms__contains=[own]) | models.Q(pk__in=assigned.values("meeting"))


class Importance(models.TextChoices):
    """How much hangs on an assignment."""

    NORMAL = "normal", "一般"
    IMPORTANT = "important", "重要"
    URGENT = "urgent", "紧急"


class Assignment(RecordedRow):
    """交办事项: what one organisation has to do by a day, decided at a meeting or asked by a superior.

    ``due_on`` is the day as it was given; postponements are events. ``owner_login`` is the account of the person of the
    responsible organisation who sees to it, where one is named.
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="调度会"
    )
    source = models.CharField("来源单位", max_length=200, blank=True)
    document_no = models.CharField("来文文号", max_length=100, blank=True)
    received_on = models.DateField("收到日期", null=True, blank=True)
    what = models.TextField("交办事项")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="项目"
    )
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments", verbose_name="责任单位")
    partners = ArrayField(models.CharField(max_length=200), verbose_name="配合单位", default=list, blank=True)
    partner_forms = ComparableListField(models.CharField(max_length=400), of="partners")
    owner_login = models.CharField("责任人账号", max_length=150, blank=True)
    due_on = models.DateField("办理期限")
    importance = models.CharField(
        "重要程度", max_length=12, choices=Importance.choices, default=Importance.NORMAL, blank=True
    )
    assigned_by_login = models.CharField("交办账号", max_length=150, editable=False)
    assigned_by = models.CharField("交办人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    search_keys = SearchField(names=("what", "source", "document_no"), numbers=("document_no",))

    class Meta:
        verbose_name = verbose_name_plural = "交办事项"
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(meeting__isnull=False, source="", received_on__isnull=True)
                | (models.Q(meeting__isnull=True, received_on__isnull=False) & ~models.Q(source="")),
                name="assignment_is_of_a_meeting_or_from_above",
            ),
        )
        indexes = (GinIndex(fields=("search_keys",), name="assignment_found"),)

    def __str__(self) -> str:
        what = self.what if len(self.what) <= _NAMED_BY else f"{self.what[: _NAMED_BY - 1]}…"
        return f"{self.lead}：{what}"

    @property
    def given_on(self) -> date:
        """交办日: the meeting's day, or when the document came."""
        given = self.meeting.held_on if self.meeting else self.received_on
        assert given is not None  # noqa: S101 - as the constraint has it
        return given

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:
        """Who has to do it sees it, and who has to help; an office of a town's too."""
        name = reach.town or reach.owner
        own = Organisation.objects.filter(
            models.Q(name=name) | models.Q(parent__name=name) | models.Q(parent__parent__name=name)
        )
        return models.Q(lead__in=own) | models.Q(partner_forms__contains=[comparable(name)])


class AssignmentEvent(RecordedRow):
    """办理记录: what happened to an assignment on a day. ``due_on`` and ``agreed_by`` are a postponement's."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="events", verbose_name="交办事项")
    on = models.DateField("日期")
    deed = models.CharField("办理", max_length=12, choices=[(deed.value, word) for deed, word in DEED_WORDS.items()])
    text = models.TextField("内容", blank=True)
    due_on = models.DateField("新期限", null=True, blank=True)
    agreed_by = models.CharField("同意人", max_length=100, blank=True)
    by_login = models.CharField("账号", max_length=150, editable=False)
    by_name = models.CharField("经办人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    SEEN_THROUGH: ClassVar[str] = "assignment"

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("assignment", "on"),
                condition=models.Q(is_voided=False, deed=Deed.URGED.value),
                name="assignment_urged_once_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(deed=Deed.POSTPONED.value) | models.Q(due_on__isnull=False),
                name="postponement_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.word}：{self.assignment}"

    @property
    def word(self) -> str:
        """What happened."""
        return Deed(self.deed).word

    def happened(self) -> Happened:
        """The event as the course asks for it."""
        return Happened(Deed(self.deed), self.on, self.pk or 0, self.due_on)
