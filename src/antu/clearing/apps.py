"""The room «清零扫尾»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.clearing"
    label = "clearing"
    verbose_name = "清零扫尾"
    default_auto_field = "django.db.models.BigAutoField"
