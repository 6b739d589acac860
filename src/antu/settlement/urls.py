"""Addresses of settlement."""

from django.urls import path

from antu.settlement import views

urlpatterns = [
    path("projects/<int:pk>/settlement/", views.settlement, name="settlement"),
    path("projects/<int:pk>/settlement/papers/<str:name>", views.paper, name="settlement-paper"),
    path("projects/<int:pk>/settlement/receipts/", views.add_receipt, name="settlement-receipt"),
    path("projects/<int:pk>/settlement/payments/", views.add_payment, name="settlement-payment"),
    path("settlement/<str:kind>/<int:pk>/void/", views.void, name="settlement-void"),
]
