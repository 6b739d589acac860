"""The addresses of all rooms."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path

from antu.site.forms import SignInForm

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "sign-in/",
        LoginView.as_view(template_name="antu/sign_in.html", authentication_form=SignInForm),
        name="sign_in",
    ),
    path("sign-out/", LogoutView.as_view(next_page="sign_in"), name="sign_out"),
    path("", include("antu.overview.urls")),
    path("", include("antu.inbox.urls")),
    path("", include("antu.regulations.urls")),
    path("", include("antu.procedures.urls")),
    path("", include("antu.library.urls")),
    path("", include("antu.projects.urls")),
    path("", include("antu.timeline.urls")),
    path("", include("antu.following.urls")),
    path("", include("antu.planning.urls")),
    path("", include("antu.dispatch.urls")),
    path("", include("antu.households.urls")),
    path("", include("antu.compensation.urls")),
    path("", include("antu.clearing.urls")),
    path("", include("antu.estimates.urls")),
    path("", include("antu.simulation.urls")),
    path("", include("antu.settlement.urls")),
    path("", include("antu.performance.urls")),
    path("", include("antu.platform.urls")),
]

handler400 = "antu.site.failures.not_understood"
handler403 = "antu.site.failures.not_permitted"
handler404 = "antu.site.failures.not_found"
handler500 = "antu.site.failures.broken"
