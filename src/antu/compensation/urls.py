"""Addresses of computation sheets and of the families' cards."""

from django.urls import path

from antu.compensation import views

urlpatterns = [
    path("households/<int:pk>/card.pdf", views.card, name="card-pdf"),
    path("households/<int:pk>/versions/<int:version>/sheet.pdf", views.version_pdf, name="determination-pdf"),
    path("households/<int:pk>/estimates/<str:day>/sheet.pdf", views.estimate_pdf, name="estimate-pdf"),
    path("projects/<int:pk>/papers/<str:paper>/", views.project_papers, name="project-papers"),
]
