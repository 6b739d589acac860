"""The room «机构»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.organisations"
    label = "organisations"
    verbose_name = "机构"
    default_auto_field = "django.db.models.BigAutoField"
