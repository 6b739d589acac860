"""The room «结算»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.settlement"
    label = "settlement"
    verbose_name = "结算"
    default_auto_field = "django.db.models.BigAutoField"
