"""Addresses of yearly plans."""

from django.urls import path

from antu.planning import views

urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("plans/new/", views.begin, name="plan-begin"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/edit/", views.edit, name="plan-edit"),
    path("plans/<int:pk>/approve/", views.approve, name="plan-approve"),
    path("plans/<int:pk>/withdraw/", views.withdraw, name="plan-withdraw"),
]
