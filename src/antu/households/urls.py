"""Addresses of the register."""

from django.urls import path

from antu.households.views import imports, register

urlpatterns = [
    path("households/", register.households, name="households"),
    path("households/<int:pk>/", register.household, name="household"),
]
