"""The form at the door."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Django's, in the office's words; which of the two was wrong is not told."""

    error_messages = {  # noqa: RUF012 - Django reads this class attribute
        **AuthenticationForm.error_messages,
        "invalid_login": "账号或密码不对。密码区分大小写；连续输错 5 次将暂停登录 15 分钟。",
    }
