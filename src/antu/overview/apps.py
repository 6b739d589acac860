"""The room «工作台»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.overview"
    label = "overview"
    verbose_name = "工作台"
    default_auto_field = "django.db.models.BigAutoField"
