"""Charts of this room for pages of others."""

from __future__ import annotations

from django.http import HttpRequest

from antu.households.tables.remaining import officer_chart
from antu.platform.charts import Chart, ChartOffer
from antu.platform.pages import actor_of


def officers_of_home(request: HttpRequest) -> Chart | None:
    """Who has how many households left; an owner has no cadres."""
    actor = actor_of(request)
    return officer_chart(actor) if actor.may("register.view") and not actor.reach.owner else None


CHARTS: tuple[object, ...] = (ChartOffer("home", officers_of_home),)
