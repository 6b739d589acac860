"""Questions and answers for the public."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.library.models.clauses import LegalClause
from antu.platform.actor import Reach
from antu.platform.fields import SearchField
from antu.platform.models import RecordedRow


class Audience(models.TextChoices):
    """对象: who asks."""

    PUBLIC = "public", "群众"
    VILLAGE = "village", "村组"
    CADRE = "cadre", "征拆干部"
    UNIT = "unit", "企业和单位"


class Question(RecordedRow):
    """政策问答: a question that people ask, with its answer. Published or a draft by its events."""

    question = models.CharField("问题", max_length=200)
    answer = models.TextField("回答")
    audience = models.CharField("对象", max_length=12, choices=Audience.choices, default=Audience.PUBLIC)
    sort = models.PositiveSmallIntegerField("排序", default=100)
    entered_by = models.CharField("录入人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    search_keys = SearchField(names=("question",), contents=("question", "answer"))

    class Meta:
        verbose_name = verbose_name_plural = "政策问答"
        ordering = ("sort", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("question",), condition=models.Q(is_voided=False), name="question_asked_once"
            ),
        )
        indexes = (GinIndex(fields=("search_keys",), name="question_found"),)

    def __str__(self) -> str:
        return self.question

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the answer."""
        return self.answer.split("\n")

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """What is published is everybody's to read; a draft is the centre's."""
        return models.Q(pk__in=published())


class QuestionClause(RecordedRow):
    """问答依据: a clause that an answer rests on."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="bases", verbose_name="政策问答")
    clause = models.ForeignKey(LegalClause, models.PROTECT, related_name="answers", verbose_name="条款")
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    SEEN_THROUGH: ClassVar[str] = "question"

    class Meta:
        verbose_name = verbose_name_plural = "问答依据"
        ordering = ("clause__text_id", "clause__position")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "clause"), condition=models.Q(is_voided=False), name="basis_once_a_question"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}：{self.clause}"


class QuestionDeed(models.TextChoices):
    """What happens to a question."""

    PUBLISHED = "published", "发布"
    WITHDRAWN = "withdrawn", "撤下"


class QuestionEvent(RecordedRow):
    """问答发布: that a question was published, or taken back, on a day. The last event says which it is."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="events", verbose_name="政策问答")
    on = models.DateField("日期")
    deed = models.CharField("办理", max_length=12, choices=QuestionDeed.choices)
    by_name = models.CharField("经办人", max_length=100)

    SEEN_THROUGH: ClassVar[str] = "question"

    class Meta:
        verbose_name = verbose_name_plural = "问答发布"
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.on} {self.get_deed_display()}：{self.question}"


def last_deed() -> models.Subquery:
    """The last deed of the question of the outer query."""
    of_it = QuestionEvent.objects.standing().filter(question=models.OuterRef("pk")).order_by("-on", "-id")
    return models.Subquery(of_it.values("deed")[:1])


def published() -> models.QuerySet[Question, int]:
    """The keys of what is published."""
    asked = Question.objects.order_by().annotate(last=last_deed()).filter(last=QuestionDeed.PUBLISHED)
    return asked.values_list("pk", flat=True)
