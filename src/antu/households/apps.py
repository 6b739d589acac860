"""The room «台账»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.households"
    label = "households"
    verbose_name = "台账"
    default_auto_field = "django.db.models.BigAutoField"
