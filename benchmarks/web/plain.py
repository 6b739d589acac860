"""The peer: what a Django tutorial would write for a list of 50 of the same rows. No sign-in, filters or layout."""

from __future__ import annotations

import os

import django
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antu.site.settings")
django.setup()

from django.conf import settings  # noqa: E402 - settings are read first
from django.core.wsgi import get_wsgi_application  # noqa: E402

from antu.households.models import Household  # noqa: E402

_TEMPLATE = engines["django"].from_string(
    """<!doctype html><html><head><title>户</title></head><body><h1>共 {{ page.paginator.count }} 户</h1><table>
<tr><th>户编号</th><th>户主</th><th>项目</th><th>村</th><th>组</th><th>签约日</th><th>包户干部</th><th>应付</th></tr>
{% for each in page %}<tr><td>{{ each.code }}</td><td>{{ each.head_name }}</td><td>{{ each.project.name }}</td>
<td>{{ each.village }}</td><td>{{ each.group }}</td>
{% for event in each.events.all %}{% if event.kind == "signed" %}<td>{{ event.on }}</td>{% endif %}{% endfor %}
<td>{{ each.officer }}</td>
{% for determination in each.determinations.all %}<td>{{ determination.payable_fen }}</td>{% endfor %}</tr>{% endfor %}
</table></body></html>"""
)


def households(request: HttpRequest) -> HttpResponse:
    """Fifty households with their days and amounts."""
    rows = Household.objects.select_related("project").prefetch_related("events").order_by("project__name", "code")
    rows = rows.prefetch_related("determinations")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return HttpResponse(_TEMPLATE.render({"page": page}, request))


urlpatterns = [path("", households)]
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
application = get_wsgi_application()
