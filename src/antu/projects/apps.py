"""The room «项目»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.projects"
    label = "projects"
    verbose_name = "项目"
    default_auto_field = "django.db.models.BigAutoField"
