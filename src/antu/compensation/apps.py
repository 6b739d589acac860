"""The room «补偿»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.compensation"
    label = "compensation"
    verbose_name = "补偿"
    default_auto_field = "django.db.models.BigAutoField"
