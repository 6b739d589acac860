"""Addresses of computation sheets, of the families' cards, and of proofs."""

from django.urls import path

from antu.compensation.views import papers, proving

urlpatterns = [
    path("households/<int:pk>/card.pdf", papers.card, name="card-pdf"),
    path("households/<int:pk>/versions/<int:version>/sheet.pdf", papers.version_pdf, name="determination-pdf"),
    path("households/<int:pk>/estimates/<str:day>/sheet.pdf", papers.estimate_pdf, name="estimate-pdf"),
    path("projects/<int:pk>/papers/<str:paper>/", papers.project_papers, name="project-papers"),
    path("proof/", proving.proof, name="proof"),
    path("proof/order/", proving.order, name="proof-order"),
    path("proof/runs/", proving.runs, name="proof-runs"),
    path("proof/pending/", proving.pending, name="proof-pending"),
    path("proof/findings/<int:pk>/", proving.finding, name="proof-finding"),
]
