"""The form at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from antu.organisations.models import User


class SignInForm(AuthenticationForm):
    """Django's, in the office's words; which of the two was wrong is not told."""

    error_messages = {  # noqa: RUF012 - Django reads this class attribute
        **AuthenticationForm.error_messages,
        "invalid_login": "账号或密码不对。密码区分大小写；连续输错 5 次将暂停登录 15 分钟。",
        "demo": "演示账号的密码是公开的，只能在本机（127.0.0.1）上使用。请用本单位管理员开立的账号登录。",
    }

    def confirm_login_allowed(self, user: User) -> None:
        """Besides Django's own refusals: a demo account signs in only where nobody else can reach the server."""
        super().confirm_login_allowed(user)
        if user.is_demo and settings.OPEN_TO_NETWORK:
            raise ValidationError(self.error_messages["demo"], code="demo")
