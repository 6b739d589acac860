"""The room «流程»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.procedures"
    label = "procedures"
    verbose_name = "流程"
    default_auto_field = "django.db.models.BigAutoField"
