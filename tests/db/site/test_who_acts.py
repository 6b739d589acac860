"""An account acts by its post while it is in use; the demo's cast is entered as written, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from antu.kernel.errors import BadInput, Forbidden
from antu.organisations.models import Organisation, Post, User
from antu.organisations.selectors import acting, demo_accounts
from antu.organisations.services import enter_demo_accounts
from antu.platform.actor import PERMISSIONS, SYSTEM, Actor
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db

POSTS = "代码,名称,权限\ntown,镇街经办,register.view\n"
ACCOUNTS = "登录名,密码,姓名,岗位,单位\nqinghe,a-long-password,示例青禾,town,青禾街道（示例）\n"


def cast(folder: Path, posts: str = POSTS, accounts: str = ACCOUNTS) -> Path:
    (folder / "posts.csv").write_text(posts, encoding="utf-8")
    (folder / "accounts.csv").write_text(accounts, encoding="utf-8")
    return folder


def clerk() -> User:
    post = Post.objects.create(code="clerk", name="经办", permissions=["register.view"])
    return User.objects.create(username="clerk", display_name="示例经办", post=post)


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(name="青禾街道（示例）")


def test_an_account_may_what_its_post_may() -> None:
    actor = clerk().as_actor()
    assert {permission for permission in PERMISSIONS if actor.may(permission)} == {"register.view"}
    assert (actor.login, actor.name) == ("clerk", "示例经办")


def test_an_account_that_was_stopped_or_has_no_post_may_nothing() -> None:
    user = clerk()
    user.is_active = False
    assert not user.as_actor().permissions
    assert not User(username="guest").as_actor().permissions


def test_nobody_acts_at_the_command_line_by_a_stopped_account() -> None:
    User.objects.filter(pk=clerk().pk).update(is_active=False)
    with pytest.raises(BadInput, match="已停用"):
        acting("clerk")


@pytest.mark.usefixtures("town")
def test_entering_the_same_cast_again_changes_nothing(tmp_path: Path) -> None:
    assert enter_demo_accounts(SYSTEM, cast(tmp_path)) == 1
    entries = JournalEntry.objects.count()
    assert enter_demo_accounts(SYSTEM, tmp_path) == 0
    assert JournalEntry.objects.count() == entries


@pytest.mark.usefixtures("town")
def test_a_changed_post_is_journalled_before_and_after(tmp_path: Path) -> None:
    enter_demo_accounts(SYSTEM, cast(tmp_path))
    enter_demo_accounts(SYSTEM, cast(tmp_path, posts=POSTS.replace("register.view", "register.view report.view")))
    assert acting("qinghe").may("report.view")
    entry = JournalEntry.objects.filter(action="登记演示岗位").latest("id")
    assert entry.change == {"permissions": [["register.view"], ["register.view", "report.view"]]}


@pytest.mark.usefixtures("town")
def test_a_changed_password_is_taken_over_and_a_stopped_account_comes_back(tmp_path: Path) -> None:
    enter_demo_accounts(SYSTEM, cast(tmp_path))
    User.objects.update(is_active=False)
    assert demo_accounts() == []
    assert enter_demo_accounts(SYSTEM, cast(tmp_path, accounts=ACCOUNTS.replace("a-long", "another"))) == 1
    user = User.objects.get(username="qinghe")
    assert user.is_active
    assert user.check_password("another-password")


@pytest.mark.usefixtures("town")
def test_a_permission_that_does_not_exist_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"register\.burn"):
        enter_demo_accounts(SYSTEM, cast(tmp_path, posts=POSTS.replace("view", "burn")))
    assert not Post.objects.exists()


def test_an_account_of_an_organisation_nobody_entered_is_refused_and_leaves_no_post(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有登记"):
        enter_demo_accounts(SYSTEM, cast(tmp_path))
    assert not User.objects.exists()
    assert not Post.objects.exists()


@pytest.mark.usefixtures("town")
def test_entering_a_cast_needs_the_permission(tmp_path: Path) -> None:
    everything_else = frozenset(PERMISSIONS) - {"district.import"}
    with pytest.raises(Forbidden, match="导入年度工作簿"):
        enter_demo_accounts(Actor(login="c", name="示例丙", permissions=everything_else), cast(tmp_path))
    assert not User.objects.exists()
