"""Addresses of regulations."""

from django.urls import path

from antu.regulations import views

urlpatterns = [
    path("holidays/", views.holidays, name="holidays"),
    path("holidays/<int:year>/", views.year, name="holiday-year"),
    path("holidays/<int:year>/edit/", views.edit_year, name="holiday-year-edit"),
    path("limits/", views.limits, name="limits"),
    path("limits/new/", views.new_limit, name="limit-new"),
    path("limits/<int:pk>/void/", views.drop_limit, name="limit-void"),
]
