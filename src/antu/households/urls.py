"""Addresses of the register."""

from django.urls import path, register_converter

from antu.households.views import editing, export, import_names, import_steps, imports, register, remaining, trial
from antu.platform.uploads import Sha256

register_converter(Sha256, "sha256")

urlpatterns = [
    path("households/", register.households, name="households"),
    path("remaining/", remaining.remaining, name="remaining"),
    path("households/<int:pk>/", register.household, name="household"),
    path("households/<int:pk>/edit/", editing.edit, name="household-edit"),
    path("households/<int:pk>/trial/", trial.trial, name="household-trial"),
    path("projects/<int:project>/households/", register.project_households, name="project-households"),
    path("projects/<int:pk>/register/", export.register_workbook, name="register-export"),
    path("projects/<int:project>/households/new/", editing.enter, name="household-enter"),
    path("projects/<int:project>/households/new/trial/", trial.new_trial, name="household-enter-trial"),
    path("import/", imports.imports, name="imports"),
    path("import/template/<str:pack>/", imports.template, name="import-template"),
    path("import/names/", import_names.learned, name="learned-names"),
    path("import/names/<int:pk>/forget/", import_names.forget, name="learned-name-forget"),
    path("import/<str:kind>/<sha256:key>/names/", import_names.names, name="import-names"),
    path("import/<str:kind>/<sha256:key>/", import_steps.preview, name="import-preview"),
    path("import/<str:kind>/<sha256:key>/result/", import_steps.result, name="import-result"),
    path("import/<str:kind>/<sha256:key>/problems/", import_steps.problems, name="import-problems"),
]
