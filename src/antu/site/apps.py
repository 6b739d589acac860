"""The site as Django sees it: it owns templates and static files, no tables."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Django's entry for the site."""

    name = "antu.site"
    label = "site"
    verbose_name = "安土"
