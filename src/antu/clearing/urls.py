"""Addresses of what remains."""

from django.urls import path

from antu.clearing import views

urlpatterns = [
    path("clearing/", views.households, name="clearing"),
    path("clearing/cadres/", views.cadres, name="clearing-cadres"),
    path("clearing/<str:kind>/<int:pk>/void/", views.void, name="clearing-void"),
    path("projects/<int:project>/clearing/", views.of_project, name="project-clearing"),
    path("households/<int:pk>/clearing/<str:kind>/", views.enter, name="clearing-enter"),
]
