"""The forms that an office may edit: Word and Typst files under ``forms/``."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from antu.kernel.errors import OutsideMissing, Problem


def form_path(name: str) -> Path:
    """Where the form lies. Raises OutsideMissing when it was removed."""
    path = Path(settings.ANTU_CHECKOUT) / "forms" / name
    if not path.is_file():
        raise OutsideMissing(Problem("D-FORM", f"缺少模板 forms/{name}；请从发行包恢复，或把本单位的模板放在这里"))
    return path
