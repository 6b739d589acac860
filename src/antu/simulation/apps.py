"""The room «政策测算»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.simulation"
    label = "simulation"
    verbose_name = "政策测算"
    default_auto_field = "django.db.models.BigAutoField"
