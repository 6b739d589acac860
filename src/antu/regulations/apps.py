"""The room «制度»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.regulations"
    label = "regulations"
    verbose_name = "制度"
    default_auto_field = "django.db.models.BigAutoField"
