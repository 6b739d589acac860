"""Addresses of estimates."""

from django.urls import path

from antu.estimates.views import drafting, reviewing, shown

urlpatterns = [
    path("estimates/", shown.estimates, name="estimates"),
    path("estimates/<int:pk>/", shown.estimate, name="estimate"),
    path("estimates/<int:pk>/print.pdf", shown.printed, name="estimate-print"),
    path("projects/<int:pk>/estimates/new/", drafting.begin, name="estimate-begin"),
    path("estimates/<int:pk>/compute/", drafting.compute, name="estimate-compute"),
    path("estimates/<int:pk>/edit/", drafting.edit, name="estimate-edit"),
    path("estimates/<int:pk>/withdraw/", drafting.withdraw, name="estimate-withdraw"),
    path("estimates/<int:pk>/submit/", reviewing.submit, name="estimate-submit"),
    path("estimates/<int:pk>/send-back/", reviewing.send_back, name="estimate-send-back"),
    path("estimates/<int:pk>/approve/", reviewing.approve, name="estimate-approve"),
]
