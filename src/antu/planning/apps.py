"""The room «计划»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.planning"
    label = "planning"
    verbose_name = "计划"
    default_auto_field = "django.db.models.BigAutoField"
