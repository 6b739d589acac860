"""Addresses of projects."""

from django.urls import path

from antu.projects.views import events, recording, shown

urlpatterns = [
    path("projects/", shown.projects, name="projects"),
    path("projects/enter/", recording.enter, name="project-enter"),
    path("projects/<int:pk>/", shown.project, name="project"),
    path("projects/<int:pk>/edit/", recording.correct, name="project-edit"),
    path("projects/<int:pk>/events/enter/", events.enter, name="project-event-enter"),
    path("project-events/<int:pk>/void/", events.void, name="project-event-void"),
]
