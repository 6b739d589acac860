"""Texts of regulations and their versions."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.kernel.text import entries
from antu.library.domain.names import name_keys
from antu.platform.actor import Reach
from antu.platform.fields import SearchField
from antu.platform.models import RecordedRow
from antu.regulations.models import IssuedRule, RuleVersion


class TextLevel(models.TextChoices):
    """效力级别 of a text, the highest first."""

    LAW = "law", "法律"
    ADMINISTRATIVE = "administrative", "行政法规"
    LOCAL = "local", "地方性法规"
    RULE = "rule", "规章"
    NORMATIVE = "normative", "规范性文件"
    OWN = "own", "本单位制度"


class LegalText(RecordedRow):
    """法规文本: a regulation whose text the office keeps, in clauses. Known by title and document number.

    ``aliases`` are the short names, by 、, by which packs and people cite it. One that is of a ``rule`` has its text
    from the rule's published versions, where it stays. It is in force on both ``valid_from`` and ``valid_to``.
    """

    title = models.CharField("名称", max_length=200)
    aliases = models.CharField("简称", max_length=300, blank=True)
    document_no = models.CharField("文号", max_length=100, blank=True)
    issuing_body = models.CharField("发布机关", max_length=200, blank=True)
    level = models.CharField("效力级别", max_length=16, choices=TextLevel.choices)
    issued_on = models.DateField("公布日期", null=True, blank=True)
    valid_from = models.DateField("施行日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    source_note = models.CharField("来源说明", max_length=300, blank=True)
    rule = models.ForeignKey(
        IssuedRule, models.PROTECT, null=True, blank=True, related_name="library_texts", verbose_name="制度文件"
    )
    entered_by = models.CharField("录入人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    search_keys = SearchField(names=("title", "aliases"), numbers=("document_no",))

    class Meta:
        verbose_name = verbose_name_plural = "法规文本"
        constraints = (
            models.UniqueConstraint(
                fields=("title", "document_no"), condition=models.Q(is_voided=False), name="legal_text_once"
            ),
            models.UniqueConstraint(
                fields=("rule",), condition=models.Q(is_voided=False, rule__isnull=False), name="legal_text_of_a_rule"
            ),
        )
        indexes = (GinIndex(fields=("search_keys",), name="legal_text_found"),)

    def __str__(self) -> str:
        return f"《{self.title.removeprefix('《').removesuffix('》')}》"

    @property
    def names(self) -> frozenset[str]:
        """All names by which it is cited, as names are compared."""
        return name_keys(self.title, entries(self.aliases))

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day; a text without days always is."""
        abolished = self.rule.abolished_on if self.rule else None
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to) and (abolished is None or day < abolished)

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """Regulations are everybody's to read."""
        return models.Q()


class TextVersion(RecordedRow):
    """文本版次: the text as it was entered or corrected. Known by text and number; the last one is shown.

    Of a text that has it from an issued rule, ``rule_version`` is where it stands, and ``content`` is empty.
    """

    text = models.ForeignKey(LegalText, models.PROTECT, related_name="versions", verbose_name="法规文本")
    number = models.PositiveSmallIntegerField("版次")
    content = models.TextField("正文", blank=True)
    sha256 = models.CharField("正文 SHA-256", max_length=64)
    reason = models.CharField("更正原因", max_length=300, blank=True)
    rule_version = models.ForeignKey(
        RuleVersion, models.PROTECT, null=True, blank=True, related_name="library_versions", verbose_name="制度版本"
    )
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)
    entered_by = models.CharField("录入人", max_length=100)

    SEEN_THROUGH: ClassVar[str] = "text"

    class Meta:
        verbose_name = verbose_name_plural = "文本版次"
        ordering = ("text_id", "number")
        constraints = (models.UniqueConstraint(fields=("text", "number"), name="text_version_once"),)

    def __str__(self) -> str:
        return f"{self.text}{self.label}"

    @property
    def label(self) -> str:
        """第2版."""
        return f"第{self.number}版"

    @property
    def words(self) -> str:
        """The whole text, from where it stands."""
        return self.rule_version.text if self.rule_version else self.content
