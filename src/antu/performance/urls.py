"""Addresses of the yearly report."""

from django.urls import path

from antu.performance import views

urlpatterns = [
    path("report/", views.reports, name="reports"),
    path("report/<int:year>/", views.report, name="report"),
    path("report/<int:year>/document/", views.document, name="report-document"),
    path("report/<int:year>/figures/<str:figure_id>/", views.figure, name="figure"),
]
