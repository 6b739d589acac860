"""Addresses of simulations."""

from django.urls import path

from antu.simulation.views import asking, shown

urlpatterns = [
    path("simulations/", shown.simulations, name="simulations"),
    path("simulations/new/", asking.new, name="simulation-new"),
    path("simulations/new/<str:pack>/", asking.amend, name="simulation-amend"),
    path("simulations/<int:pk>/", shown.simulation, name="simulation"),
    path("simulations/<int:pk>/subjects/<int:subject_pk>/", shown.subject, name="simulation-subject"),
    path("simulations/<int:pk>/subjects/<int:subject_pk>/sheets.pdf", shown.sides, name="simulation-sides-print"),
    path("simulations/<int:pk>/result.xlsx", shown.workbook, name="simulation-workbook"),
    path("simulations/<int:pk>/result.pdf", shown.printed, name="simulation-print"),
    path("simulations/<int:pk>/void/", asking.void, name="simulation-void"),
]
