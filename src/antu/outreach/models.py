"""Publicity items and training sessions."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from antu.platform.models import RecordedRow


class Channel(models.TextChoices):
    """渠道 of a publicity item."""

    RADIO = "radio", "新闻广播"
    PORTAL = "portal", "门户网站"
    OFFICIAL_ACCOUNT = "official_account", "公众号"
    SHORT_VIDEO = "short_video", "短视频"
    OTHER = "other", "其他"


class OutreachItem(RecordedRow):
    """宣传: one item published on a day through a channel. Known by day, title and channel."""

    on = models.DateField("日期")
    title = models.CharField("标题", max_length=300)
    channel = models.CharField("渠道", max_length=20, choices=Channel.choices)
    link = models.CharField("链接", max_length=500, blank=True)
    reach = models.PositiveIntegerField("触达人数", null=True, blank=True)
    is_at_least = models.BooleanField("不少于", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "宣传"
        constraints = (models.UniqueConstraint(fields=("on", "title", "channel"), name="outreach_once"),)

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class TrainingSession(RecordedRow):
    """培训: a study session on a day. Known by day and subject."""

    on = models.DateField("日期")
    subject = models.CharField("主题", max_length=300)
    form = models.CharField("形式", max_length=100, blank=True)
    participants = ArrayField(models.CharField(max_length=200), verbose_name="参加单位", default=list, blank=True)
    attendance = models.PositiveIntegerField("人数", null=True, blank=True)
    materials = models.CharField("材料", max_length=300, blank=True)
    copies = models.PositiveIntegerField("印发份数", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "培训"
        constraints = (models.UniqueConstraint(fields=("on", "subject"), name="training_once"),)

    def __str__(self) -> str:
        return f"{self.on} {self.subject}"
