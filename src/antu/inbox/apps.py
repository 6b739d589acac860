"""The room «待办»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.inbox"
    label = "inbox"
    verbose_name = "待办"
    default_auto_field = "django.db.models.BigAutoField"
