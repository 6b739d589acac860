"""Address of the home page."""

from django.urls import path

from antu.overview import views

urlpatterns = [path("", views.home, name="home")]
