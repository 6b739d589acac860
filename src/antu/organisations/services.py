"""Writes of organisations: the demo's posts and people. Its other records come with the district workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.organisations.domain.demo_cast import DemoAccount, DemoPost, read_accounts, read_posts
from antu.organisations.models import Organisation, Post, User
from antu.platform import journal
from antu.platform.actor import PERMISSIONS, Actor, require


@transaction.atomic
def enter_demo_accounts(actor: Actor, folder: Path) -> int:
    """Enter the posts and people of the demo's folder as they are given; how many accounts are new or changed.

    Raises Forbidden, or BadInput when an account names no organisation or a login that is nobody's demo account.
    """
    require(actor, "district.import")
    posts = {post.code: _enter_post(actor, post) for post in read_posts(folder)}
    return sum(_enter_account(actor, account, posts[account.post]) for account in read_accounts(folder))


def _enter_post(actor: Actor, given: DemoPost) -> Post:
    unknown = sorted(set(given.permissions) - PERMISSIONS.keys())
    if unknown:
        raise BadInput(Problem("A-PERMISSION", f"岗位「{given.name}」写了不存在的权限：{'、'.join(unknown)}；请更正"))
    post = Post.objects.filter(code=given.code).first() or Post(code=given.code)
    wanted = {"name": given.name, "permissions": list(given.permissions)}
    _keep(actor, "登记演示岗位", post, wanted)
    return post


def _enter_account(actor: Actor, given: DemoAccount, post: Post) -> bool:
    user = User.objects.filter(username=given.login).first() or User(username=given.login, is_demo=True)
    if not user.is_demo:
        what = f"登录名「{given.login}」已是正式账号，不能改成演示账号；请先改演示文件里的登录名"
        raise BadInput(Problem("A-LOGIN-TAKEN", what))
    organisation = Organisation.objects.filter(name=given.organisation).first()
    if organisation is None:
        what = f"演示账号「{given.login}」的单位「{given.organisation}」没有登记；请先导入年度工作簿"
        raise BadInput(Problem("A-ORGANISATION", what))
    wanted = {"display_name": given.name, "post_id": post.pk, "organisation_id": organisation.pk, "is_active": True}
    has_new_password = user.pk is None or not user.check_password(given.password)
    if has_new_password:
        user.set_password(given.password)
    return _keep(actor, "登记演示账号", user, wanted, must_save=has_new_password)


def _keep(
    actor: Actor, action: str, record: Post | User, wanted: Mapping[str, object], *, must_save: bool = False
) -> bool:
    """Save and journal the record where it differs from what is wanted; passwords stay out of the journal."""
    changed = {name: value for name, value in wanted.items() if getattr(record, name) != value}
    if record.pk is not None and not changed and not must_save:
        return False
    before = {} if record.pk is None else {name: getattr(record, name) for name in changed}
    for name, value in changed.items():
        setattr(record, name, value)
    record.save()
    journal.record(actor, action, record, journal.difference(before, changed))
    return True
