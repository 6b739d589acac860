"""Clauses of texts, and what hangs on them: explanations, links by hand."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.library.models.texts import LegalText
from antu.platform.fields import SearchField
from antu.platform.models import RecordedRow


class LegalClause(RecordedRow):
    """条款: an article, annex or section of a text as it stands in its last version.

    A clause stays the same row when the text is corrected, so that what hangs on it stays; ``reworded_in`` is the
    version that last gave it other words. ``key`` is what citations find it by. The text's versions have all words.
    """

    text = models.ForeignKey(LegalText, models.PROTECT, related_name="clauses", verbose_name="法规文本")
    position = models.PositiveIntegerField("次序")
    label = models.CharField("条款号", max_length=30, blank=True)
    key = models.CharField("引用键", max_length=40, blank=True)
    order = models.PositiveIntegerField("条号", default=0)
    branch = models.PositiveSmallIntegerField("之几", default=0)
    path = ArrayField(models.CharField(max_length=60), verbose_name="章节", default=list, blank=True)
    content = models.TextField("条文")
    reworded_in = models.PositiveSmallIntegerField("最近改动的版次", default=1)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    search_keys = SearchField(contents=("content",))

    SEEN_THROUGH: ClassVar[str] = "text"

    class Meta:
        verbose_name = verbose_name_plural = "条款"
        ordering = ("text_id", "position")
        indexes = (
            GinIndex(fields=("search_keys",), name="legal_clause_found"),
            models.Index(fields=("text", "key"), name="legal_clause_key"),
        )

    def __str__(self) -> str:
        return f"{self.text}{self.label}"

    @property
    def heading(self) -> str:
        """Where it stands: 「第二章 补偿」."""
        return " · ".join(self.path)

    @property
    def is_annex(self) -> bool:
        """Whether it is an annex as a whole, under which articles of its own may follow."""
        return self.key.startswith("附件") and "/" not in self.key

    @property
    def path_below(self) -> list[str]:
        """The headings that have been read when the next clause begins: an annex is one of them."""
        return [self.label] if self.is_annex else self.path

    @property
    def anchor(self) -> str:
        """Its id on the text's page."""
        return f"c{self.pk}"

    @property
    def first(self) -> str:
        """Its first paragraph."""
        return self.content.partition("\n")[0]

    @property
    def rest(self) -> list[str]:
        """The paragraphs after the first."""
        return self.content.split("\n")[1:]


class ClauseExplanation(RecordedRow):
    """政策解释: what a clause means, in plain words, by the centre. One stands a clause; the journal has the others.

    ``of_version`` is the version of the text whose words it explains.
    """

    clause = models.ForeignKey(LegalClause, models.PROTECT, related_name="explanations", verbose_name="条款")
    content = models.TextField("解释")
    written_on = models.DateField("日期")
    written_by = models.CharField("解释人", max_length=100)
    of_version = models.PositiveSmallIntegerField("所解释的版次", default=1)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    search_keys = SearchField(contents=("content",))

    SEEN_THROUGH: ClassVar[str] = "clause"

    class Meta:
        verbose_name = verbose_name_plural = "政策解释"
        constraints = (
            models.UniqueConstraint(
                fields=("clause",), condition=models.Q(is_voided=False), name="explanation_once_a_clause"
            ),
        )
        indexes = (GinIndex(fields=("search_keys",), name="explanation_found"),)

    def __str__(self) -> str:
        return f"{self.clause}的解释"

    @property
    def is_behind(self) -> bool:
        """Whether the clause has had other words since."""
        return self.of_version < self.clause.reworded_in

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs."""
        return self.content.split("\n")


class LinkedClause(RecordedRow):
    """手工链接: which clause a pack means by words that name no text of the library. Known by pack and words.

    ``citation`` is written out as the parser reads it: 「结算单五1」.
    """

    pack_id = models.CharField("补偿办法", max_length=100)
    citation = models.CharField("引用的条款", max_length=200)
    clause = models.ForeignKey(LegalClause, models.PROTECT, related_name="links", verbose_name="条款")
    linked_by = models.CharField("经办人", max_length=100)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    SEEN_THROUGH: ClassVar[str] = "clause"

    class Meta:
        verbose_name = verbose_name_plural = "手工链接"
        constraints = (
            models.UniqueConstraint(
                fields=("pack_id", "citation"), condition=models.Q(is_voided=False), name="citation_linked_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pack_id} {self.citation} → {self.clause}"
