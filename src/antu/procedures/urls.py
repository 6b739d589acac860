"""Addresses of procedures."""

from django.urls import path

from antu.procedures.views import cases, drawings

urlpatterns = [
    path("procedures/", drawings.procedures, name="procedures"),
    path("procedures/<slug:key>/", drawings.procedure, name="procedure"),
    path("procedures/<slug:key>/sample.bpmn", drawings.sample, name="procedure-sample"),
    path("drawings/<int:pk>/", drawings.drawing, name="drawing"),
    path("drawings/<int:pk>/drawing.bpmn", drawings.drawing_file, name="drawing-file"),
    path("drawings/<int:pk>/print/", drawings.drawing_print, name="drawing-print"),
    path("drawings/<int:pk>/try/", drawings.trial, name="drawing-try"),
    path("drawings/<int:pk>/publish/", drawings.publish, name="drawing-publish"),
    path("drawings/<int:pk>/withdraw/", drawings.withdraw, name="drawing-withdraw"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/withdraw/", cases.withdraw, name="case-withdraw"),
    path("cases/<int:pk>/watch/", cases.follow, name="case-watch"),
    path("cases/start/<slug:key>/<int:pk>/", cases.start, name="case-start"),
    path("case-steps/<int:pk>/", cases.step, name="case-step"),
    path("case-steps/<int:pk>/back/", cases.back, name="case-step-back"),
]
