"""The room «概算»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.estimates"
    label = "estimates"
    verbose_name = "概算"
    default_auto_field = "django.db.models.BigAutoField"
