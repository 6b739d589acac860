"""Packs of the office (补偿办法): versions drafted, published and then kept as they are; withdrawals."""

from __future__ import annotations

from django.db import models

from antu.platform.actor import Reach
from antu.platform.models import RecordedRow


class PackVersion(RecordedRow):
    """补偿办法版本: one version of a pack, stored whole. Known by ``pack_id`` and ``version``.

    ``files`` are the folder's files, base64 by name; ``sha256`` is that of their content. Without a day of publication
    it is a draft, which may have faults. A published one can no longer be changed: the database refuses it. ``proof``
    is the run of generated households by which two engines agreed, and the hash for which it was made.
    """

    pack_id = models.CharField("编号", max_length=80)
    version = models.CharField("版本", max_length=20)
    title = models.CharField("名称", max_length=200, blank=True)
    files = models.JSONField("文件", default=dict)
    sha256 = models.CharField("内容 SHA-256", max_length=64)
    valid_from = models.DateField("施行日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    based_on = models.CharField("起草自", max_length=110, blank=True)
    reason = models.CharField("起草原因", max_length=300, blank=True)
    drafted_by = models.CharField("起草人", max_length=100, blank=True)
    proof = models.JSONField("双引擎校验", default=dict, blank=True)
    document_no = models.CharField("文号", max_length=100, blank=True)
    published_on = models.DateField("发布日期", null=True, blank=True)
    published_by = models.CharField("发布人", max_length=100, blank=True)
    void_reason = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "补偿办法版本"
        ordering = ("pack_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("pack_id", "version"), condition=models.Q(is_voided=False), name="pack_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True) | models.Q(valid_from__isnull=False, is_voided=False),
                name="published_pack_version_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.name}"

    @property
    def name(self) -> str:
        """``ID@VERSION``."""
        return f"{self.pack_id}@{self.version}"

    @property
    def label(self) -> str:
        """Its title in brackets."""
        return f"《{self.title or self.pack_id}》"

    @property
    def is_draft(self) -> bool:
        """Whether it waits for its publication: nothing is computed with it but trials."""
        return self.published_on is None and not self.is_voided

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """What is published is everybody's to read; a draft is the centre's."""
        return models.Q(published_on__isnull=False)


class PackWithdrawal(RecordedRow):
    """补偿办法停用: from ``on``, projects with a notice of that day or later do not get the version any more.

    It holds for packs that ship with the product too, so it names the version instead of pointing at a row. Whatever
    was computed stays as it is. One that was made by mistake is voided with a reason: the version is chosen again.
    """

    pack_id = models.CharField("编号", max_length=80)
    version = models.CharField("版本", max_length=20)
    on = models.DateField("停用日期")
    reason = models.CharField("停用原因", max_length=200)
    withdrawn_by = models.CharField("停用人", max_length=100)
    void_reason = models.CharField("恢复原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "补偿办法停用"
        constraints = (
            models.UniqueConstraint(
                fields=("pack_id", "version"), condition=models.Q(is_voided=False), name="pack_withdrawn_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} 停用"

    @property
    def name(self) -> str:
        """``ID@VERSION``."""
        return f"{self.pack_id}@{self.version}"

    @staticmethod
    def seen_where(reach: Reach) -> models.Q:  # noqa: ARG004 - the same for everybody
        """Which pack is in use is everybody's to know."""
        return models.Q()
