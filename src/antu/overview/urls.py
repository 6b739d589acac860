"""Addresses of the home page and the board."""

from django.urls import path

from antu.overview.views import board, home

urlpatterns = [path("", home.home, name="home"), path("board/", board.board, name="board")]
