"""Long work of the site: a list's workbook, asked of the list's own page as its person asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve

from antu.kernel.errors import Forbidden, Problem
from antu.organisations.models import User
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome
from antu.platform.listing.export import LIST_EXPORT, ExportRun

#: A long export is given all the same: in a busy office it would hardly ever stand still.
MOVED: Final = ("请注意", "导出的这段时间里有人在登记：个别行和合计可能差这些改动。要完全一致，请在没有人登记时再导出")


def run_list_export(run: JobRun) -> JobOutcome:
    """The page decides who may have which rows, as ever."""
    export = ExportRun(run)
    request = _request(run)
    export.attach(request)
    page = resolve(request.path)
    try:
        page.func(request, *page.args, **page.kwargs)
    except (PermissionDenied, Http404) as refusal:
        what = "这个列表现在打不开：岗位、单位或记录已有变化，没有导出。请打开列表核对后重新导出"
        raise Forbidden(Problem("L-EXPORT", what)) from refusal
    assert export.path is not None  # noqa: S101 - a page that queued an export exports
    facts = () if export.is_settled else (MOVED,)
    return JobOutcome(f"已导出 {export.rows} 行", facts, links=(("回到列表", _back(run)),), file=export.path)


def _request(run: JobRun) -> HttpRequest:
    request = HttpRequest()
    request.method = "POST" if run.args["form"] else "GET"
    request.path = request.path_info = run.args["path"]
    request.GET, request.POST = QueryDict(run.args["query"]), QueryDict(run.args["form"])
    request.user = User.objects.get(username=run.actor.login)
    return request


def _back(run: JobRun) -> str:
    query = QueryDict(run.args["query"], mutable=True)
    for name in [name for name in query if name.endswith("export")]:
        query.pop(name)
    return f"{run.args['path']}?{query.urlencode()}" if query else str(run.args["path"])


def permissions_then(args: Mapping[str, Any]) -> Iterable[str]:
    """What the post allowed when it asked, such as seeing numbers in full."""
    known: Iterable[str] = args["permissions"]
    return known


JOBS: tuple[object, ...] = (JobKind(LIST_EXPORT, "导出列表", run_list_export, permissions_of=permissions_then),)
