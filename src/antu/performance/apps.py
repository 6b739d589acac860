"""The room «绩效»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.performance"
    label = "performance"
    verbose_name = "绩效"
    default_auto_field = "django.db.models.BigAutoField"
