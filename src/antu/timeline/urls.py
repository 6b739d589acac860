"""Addresses of the statutory timeline."""

from django.urls import path

from antu.timeline import views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/antu.ics", views.calendar_download, name="calendar-file"),
    path("calendar/subscription/", views.subscription, name="calendar-subscription"),
    path("feeds/<str:secret>.ics", views.feed, name="calendar-feed"),
    path("projects/<int:pk>/approval/", views.approval, name="approval"),
    path("projects/<int:pk>/steps/<slug:code>/", views.step, name="project-step"),
    path("projects/<int:pk>/steps/<slug:code>/limit/", views.change, name="limit-change"),
    path("steps/<int:pk>/void/", views.void, name="project-step-void"),
    path("limit-changes/<int:pk>/void/", views.void_limit_change, name="limit-change-void"),
]
