"""What waits for a post, an organisation or a person; who stands in for whom; what a person follows."""

from __future__ import annotations

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from antu.organisations.models import Organisation, Post, User

WAITING: Final = models.Q(closed_at__isnull=True)


class TodoQuerySet(models.QuerySet["Todo"]):
    """To-dos, open and closed."""

    def open(self) -> TodoQuerySet:
        """Those that still wait."""
        return self.filter(WAITING)


class Todo(models.Model):
    """待办: something waits for a post (of whom sees its subject), an organisation, or one person.

    ``kind`` is a :class:`~antu.inbox.selectors.TodoKind`'s key and ``object_id`` the row of its room. ``town_forms``
    and ``owner_form`` say whose subject it is, for posts that many towns have; ``excluded`` are logins that may not do
    it although the post is theirs. It is closed by who did it, or by nobody when it fell away.
    """

    kind = models.CharField("类别", max_length=40)
    object_id = models.BigIntegerField("事项")
    title = models.CharField("待办", max_length=200)
    about = models.CharField("对象", max_length=300, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, verbose_name="岗位")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name="单位")
    login = models.CharField("账号", max_length=150, blank=True)
    town_forms = ArrayField(models.CharField(max_length=200), default=list, blank=True, editable=False)
    owner_form = models.CharField(max_length=400, blank=True, editable=False)
    excluded = ArrayField(models.CharField(max_length=150), default=list, blank=True, editable=False)
    is_bulk = models.BooleanField("可以批量办理", default=False)
    opened_at = models.DateTimeField("送达时间")
    due_on = models.DateField("期限", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_by_login = models.CharField("办理账号", max_length=150, blank=True)
    closed_by_name = models.CharField("办理人", max_length=100, blank=True)
    outcome = models.CharField("结果", max_length=60, blank=True)

    objects = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(post__isnull=False, organisation__isnull=True, login="")
                | models.Q(post__isnull=True, organisation__isnull=False, login="")
                | (models.Q(post__isnull=True, organisation__isnull=True) & ~models.Q(login="")),
                name="todo_waits_for_one",
            ),
            models.UniqueConstraint(
                fields=("kind", "object_id", "post", "organisation", "login"),
                condition=WAITING,
                nulls_distinct=False,
                name="todo_open_once",
            ),
        )
        indexes = (
            models.Index(fields=("post", "due_on", "id"), condition=WAITING, name="todo_of_post"),
            models.Index(fields=("organisation", "due_on", "id"), condition=WAITING, name="todo_of_organisation"),
            models.Index(fields=("login", "due_on", "id"), condition=WAITING, name="todo_of_person"),
            models.Index(fields=("closed_by_login", "-closed_at"), name="todo_done_by"),
            models.Index(fields=("kind", "object_id"), name="todo_object"),
            GinIndex(fields=("town_forms",), name="todo_towns"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.about}"


class Delegation(models.Model):
    """授权代办: a person's work is also another's, from day to day (both included); ended early on the day it says."""

    principal = models.ForeignKey(User, models.PROTECT, related_name="delegations", verbose_name="授权人")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputy_of", verbose_name="代办人")
    from_on = models.DateField("自")
    until_on = models.DateField("至")
    reason = models.CharField("原因", max_length=200)
    ended_at = models.DateTimeField("提前收回时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "授权代办"
        ordering = ("-from_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~models.Q(principal=models.F("deputy")), name="delegation_is_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.principal} 授权 {self.deputy}（{self.from_on} 至 {self.until_on}）"


class Watch(models.Model):
    """关注: a person wants to see how a matter goes on that waits for somebody else."""

    owner_login = models.CharField("账号", max_length=150)
    kind = models.CharField("类别", max_length=40)
    object_id = models.BigIntegerField("事项")
    since = models.DateTimeField("关注时间", auto_now_add=True)
    ended_at = models.DateTimeField("取消时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "关注"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("owner_login", "kind", "object_id"),
                condition=models.Q(ended_at__isnull=True),
                name="watch_once_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.owner_login} 关注 {self.kind} {self.object_id}"


class DailyMail(models.Model):
    """邮件提醒: where a person's daily summary goes, and when it went last. No address: none is sent."""

    login = models.CharField("账号", max_length=150, unique=True)
    address = models.EmailField("邮箱", blank=True)
    sent_on = models.DateField("上次发送", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "邮件提醒"

    def __str__(self) -> str:
        return f"{self.login} {self.address}"
