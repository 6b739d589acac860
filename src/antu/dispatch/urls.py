"""Addresses of dispatch."""

from django.urls import path

from antu.dispatch.views import assignments, following_up, meetings

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/enter/", meetings.enter, name="meeting-enter"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", meetings.correct, name="meeting-edit"),
    path("meetings/<int:pk>/void/", meetings.void, name="meeting-void"),
    path("meetings/<int:pk>/assign/", meetings.assign, name="meeting-assign"),
    path("assignments/", assignments.assignments, name="assignments"),
    path("assignments/board/", assignments.board, name="dispatch-board"),
    path("assignments/enter/", assignments.enter, name="assignment-enter"),
    path("assignments/<int:pk>/", following_up.assignment, name="assignment"),
    path("assignments/<int:pk>/edit/", assignments.correct, name="assignment-edit"),
    path("assignments/<int:pk>/void/", assignments.void, name="assignment-void"),
    path("assignments/<int:pk>/report/<slug:deed>/", following_up.report, name="assignment-report"),
    path("assignments/<int:pk>/decide/<slug:deed>/", following_up.decide, name="assignment-decide"),
    path("assignment-events/<int:pk>/void/", following_up.withdraw, name="assignment-event-void"),
]
