"""The platform: what every room stands on."""

import gc
from typing import Final

from django.apps import AppConfig

#: An import makes millions of values and hardly a cycle: looked for as rarely as this, they cost it a fifth less time.
CYCLES_SOUGHT_EVERY: Final = (50_000, 20, 100)


class PlatformConfig(AppConfig):
    """Django's entry for the platform; loads every room's event handlers at start-up."""

    name = "antu.platform"
    label = "platform"
    verbose_name = "平台"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the ``handlers`` module of every room, so that announcements are heard; watch every table."""
        from django.db.models.signals import post_migrate  # noqa: PLC0415 - apps must be loaded first
        from django.utils.module_loading import autodiscover_modules  # noqa: PLC0415 - as above

        from antu.platform.remembering import watch_records  # noqa: PLC0415 - as above

        autodiscover_modules("handlers")
        post_migrate.connect(watch_records, sender=self)
        gc.set_threshold(*CYCLES_SOUGHT_EVERY)
