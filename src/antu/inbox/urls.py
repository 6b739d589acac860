"""Addresses of the inbox."""

from django.urls import path

from antu.inbox import views

urlpatterns = [
    path("todo/", views.waiting, name="todo"),
    path("todo/done/", views.done, name="todo-done"),
    path("todo/watched/", views.watched, name="todo-watched"),
    path("todo/settings/", views.settings, name="todo-settings"),
    path("delegations/<int:pk>/end/", views.end, name="delegation-end"),
]
