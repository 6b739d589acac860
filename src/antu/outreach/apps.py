"""The room «宣传培训»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.outreach"
    label = "outreach"
    verbose_name = "宣传培训"
    default_auto_field = "django.db.models.BigAutoField"
