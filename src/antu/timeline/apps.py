"""The room «法定程序»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.timeline"
    label = "timeline"
    verbose_name = "法定程序"
    default_auto_field = "django.db.models.BigAutoField"
