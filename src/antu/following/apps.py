"""The room «重点项目»."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """Django's entry for this room."""

    name = "antu.following"
    label = "following"
    verbose_name = "重点项目"
    default_auto_field = "django.db.models.BigAutoField"
