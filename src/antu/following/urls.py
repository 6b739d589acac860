"""Addresses of key projects."""

from django.urls import path

from antu.following import views

urlpatterns = [
    path("key-projects/", views.weeks, name="key-projects"),
    path("key-projects/<int:pk>/weeks/enter/", views.enter, name="week-enter"),
    path("key-project-weeks/<int:pk>/void/", views.void, name="week-void"),
    path("projects/<int:pk>/key/", views.follow, name="project-follow"),
]
