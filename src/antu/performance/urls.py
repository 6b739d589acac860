"""Addresses of the yearly report, and of problems and measures."""

from django.urls import path

from antu.performance.views import problems, report

urlpatterns = [
    path("report/", report.reports, name="reports"),
    path("report/<int:year>/", report.report, name="report"),
    path("report/<int:year>/document/", report.document, name="report-document"),
    path("report/<int:year>/figures/<str:figure_id>/", report.figure, name="figure"),
    path("problems/", problems.problems, name="problems"),
    path("problems/new/", problems.enter, name="problem-new"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
    path("problems/<int:pk>/edit/", problems.correct, name="problem-edit"),
    path("problems/<int:pk>/void/", problems.void, name="problem-void"),
]
