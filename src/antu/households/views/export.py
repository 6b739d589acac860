"""The register of a project as the workbook that imports unchanged."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from antu.households.access import require_export
from antu.households.services import export_register
from antu.platform.pages import actor_of, page
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf


@page("personal.view")
def register_workbook(request: HttpRequest, pk: int) -> FileResponse:
    """What the person sees of the register, numbers of people in full; the journal keeps who took it."""
    actor = actor_of(request)
    project = get_object_or_404(Project.objects.standing().seen_by(actor), pk=pk)
    require_export(actor)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{project.name.replace('/', '_')}-台账.xlsx"
        export_register(actor, project, path, shelf=pack_shelf())
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
