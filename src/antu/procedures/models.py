"""Drawings in versions, cases that run along them, each step with who did it, and opinions of those who countersign."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Final

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.kernel.text import comparable
from antu.platform.actor import Reach
from antu.platform.fields import SearchField
from antu.platform.models import SeenQuerySet
from antu.regulations.models import IssuedRule

OPEN: Final = models.Q(ended_at__isnull=True)


class ProcedureDrawing(models.Model):
    """流程图: one version of a procedure's drawing, kept as it was uploaded. Known by procedure and number.

    ``posts`` are the codes of the posts that it names. It runs new cases from its publication until a later version's.
    """

    key = models.CharField("流程", max_length=60)
    number = models.PositiveIntegerField("版次")
    name = models.CharField("名称", max_length=100)
    xml = models.TextField("流程图")
    sha256 = models.CharField("SHA-256", max_length=64)
    posts = models.JSONField("岗位", default=dict)
    note = models.CharField("修改说明", max_length=300)
    rule = models.ForeignKey(
        IssuedRule, models.PROTECT, null=True, blank=True, related_name="drawings", verbose_name="所依据的制度"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    uploaded_by_login = models.CharField("上传账号", max_length=150)
    uploaded_by_name = models.CharField("上传人", max_length=100)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    published_by_login = models.CharField("发布账号", max_length=150, blank=True)
    published_by_name = models.CharField("发布人", max_length=100, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "流程图"
        ordering = ("key", "-number")
        constraints = (models.UniqueConstraint(fields=("key", "number"), name="drawing_number_once"),)

    def __str__(self) -> str:
        return f"{self.name}流程图 第{self.number}版"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """Who does what is everybody's to read."""
        return models.Q()


class ProcedureCase(models.Model):
    """办件: one matter on its way along a drawing. Its state follows from its steps; it ends by an end of the drawing.

    A sandbox case tries a drawing: it has no subject, waits for nobody, and brings nothing about.
    """

    drawing = models.ForeignKey(ProcedureDrawing, models.PROTECT, related_name="cases", verbose_name="流程图")
    key = models.CharField("流程", max_length=60)
    number = models.CharField("办件编号", max_length=20, unique=True)
    subject_kind = models.CharField("对象类别", max_length=60, blank=True)
    subject_id = models.BigIntegerField("对象", null=True, blank=True)
    about = models.CharField("事项", max_length=300)
    towns = ArrayField(models.CharField(max_length=100), verbose_name="镇街", default=list, blank=True)
    town_forms = ArrayField(models.CharField(max_length=200), default=list, blank=True, editable=False)
    owner = models.CharField("业主单位", max_length=200, blank=True)
    owner_form = models.CharField(max_length=400, blank=True, editable=False)
    is_sandbox = models.BooleanField("试办", default=False)
    facts = models.JSONField("试办的事实", default=dict, blank=True)
    started_at = models.DateTimeField("发起时间", auto_now_add=True)
    started_by_login = models.CharField("发起账号", max_length=150)
    started_by_name = models.CharField("发起人", max_length=100)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    outcome = models.CharField("结果代码", max_length=40, blank=True)
    end_name = models.CharField("结果", max_length=100, blank=True)
    search_keys = SearchField(names=("about",), numbers=("number",))

    objects = SeenQuerySet.as_manager()

    #: The outcome of a case that its starter took back.
    WITHDRAWN: ClassVar[str] = "withdrawn"

    class Meta:
        verbose_name = verbose_name_plural = "办件"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("key", "subject_id"), condition=OPEN & models.Q(is_sandbox=False), name="case_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(is_sandbox=True) | models.Q(subject_id__isnull=False), name="case_has_its_subject"
            ),
        )
        indexes = (
            models.Index(fields=("subject_kind", "subject_id"), name="case_subject"),
            models.Index(fields=("key", "-id"), name="case_of_procedure"),
            models.Index(fields=("started_by_login", "-id"), name="case_started_by"),
            GinIndex(fields=("town_forms",), name="case_towns"),
            GinIndex(fields=("search_keys",), name="case_found"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.about}"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:
        """A town and an owner see the cases of their own subjects."""
        if reach.town:
            return models.Q(town_forms__contains=[comparable(reach.town)])
        return models.Q(owner_form=comparable(reach.owner))

    @cached_property
    def subject(self) -> Any:
        """The row that is decided; None of a sandbox case."""
        if self.subject_id is None:
            return None
        model: Any = apps.get_model(self.subject_kind)
        return model.objects.get(pk=self.subject_id)


class CaseStep(models.Model):
    """办理环节: a step that was open in a case, since when, and who did it with what decision.

    ``position`` counts the steps done, in their order: those not taken back are the log along which the drawing is
    walked. A row is open, done, sent back from (``sent_back_to``), or fell away when an earlier step was sent back to.
    ``facts`` are all that was known when it was done; ``version`` is what the subject was like.
    """

    case = models.ForeignKey(ProcedureCase, models.PROTECT, related_name="steps", verbose_name="办件")
    step = models.CharField("环节", max_length=100)
    name = models.CharField("环节名称", max_length=100)
    posts = ArrayField(models.CharField(max_length=40), verbose_name="岗位", default=list)
    opened_at = models.DateTimeField("送达时间")
    due_on = models.DateField("期限", null=True, blank=True)
    is_provisional = models.BooleanField("期限暂定", default=False)
    escalated_at = models.DateTimeField("逾期报送时间", null=True, blank=True)
    renewed_from = models.CharField("退回时的版本", max_length=100, blank=True)
    position = models.PositiveIntegerField("办理次序", null=True, blank=True)
    closed_at = models.DateTimeField("办理时间", null=True, blank=True)
    done_by_login = models.CharField("办理账号", max_length=150, blank=True)
    done_by_name = models.CharField("办理人", max_length=100, blank=True)
    for_login = models.CharField("代谁办理", max_length=150, blank=True)
    decision = models.CharField("决定", max_length=12, blank=True)
    opinion = models.TextField("意见", blank=True)
    facts = models.JSONField("当时的事实", default=dict)
    version = models.CharField("对象的版本", max_length=100, blank=True)
    sent_back_to = models.CharField("退回到", max_length=100, blank=True)
    superseded_at = models.DateTimeField("失效时间", null=True, blank=True)

    SEEN_THROUGH: ClassVar[str] = "case"
    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理环节"
        ordering = ("case_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "step"), condition=models.Q(closed_at__isnull=True), name="case_step_open_once"
            ),
            models.UniqueConstraint(fields=("case", "position"), name="case_position_once"),
        )
        indexes = (
            models.Index(
                fields=("due_on",),
                condition=models.Q(closed_at__isnull=True, escalated_at__isnull=True),
                name="case_step_late",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case} {self.name}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.closed_at is None


class CaseOpinion(models.Model):
    """会签意见: what one of the posts that countersign a step said. Once a post, while the step is open."""

    step = models.ForeignKey(CaseStep, models.PROTECT, related_name="opinions", verbose_name="环节")
    post = models.CharField("岗位代码", max_length=40)
    post_name = models.CharField("岗位", max_length=60)
    by_login = models.CharField("账号", max_length=150)
    by_name = models.CharField("会签人", max_length=100)
    for_login = models.CharField("代谁会签", max_length=150, blank=True)
    decision = models.CharField("意见", max_length=12)
    opinion = models.TextField("说明", blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    SEEN_THROUGH: ClassVar[str] = "step"
    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会签意见"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("step", "post"), name="opinion_once_a_post"),)

    def __str__(self) -> str:
        return f"{self.step} {self.post_name}"
