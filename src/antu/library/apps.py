"""The room «政策库»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.library"
    label = "library"
    verbose_name = "政策库"
    default_auto_field = "django.db.models.BigAutoField"
