"""The room «调度»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.dispatch"
    label = "dispatch"
    verbose_name = "调度"
    default_auto_field = "django.db.models.BigAutoField"
