"""Where letters go: to an SMTP server that the environment names, or into files of the office's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

_PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_settings(address: str, home: Path) -> dict[str, Any]:
    """Django's settings for ``ANTU_SMTP``, such as ``smtps://USER:PASSWORD@HOST:PORT``.

    ``smtp://`` is in clear, ``smtp+tls://`` by STARTTLS. Empty: each letter becomes a file under ``mail`` of the
    office's folder. Raises ValueError for any other address.
    """
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": home / "mail"}
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"ANTU_SMTP={parts.scheme}://…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
