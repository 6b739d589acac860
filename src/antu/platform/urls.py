"""Addresses of the pages without business."""

from django.urls import path

from antu.platform import views

urlpatterns = [
    path("records/<str:label>/<int:pk>/", views.record, name="record"),
    path("journal/", views.journal, name="journal"),
]
