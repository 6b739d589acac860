"""``report YEAR``: the yearly performance report, its figures, and the rows of one figure."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antu.platform.commands import Command, print_json

if TYPE_CHECKING:
    from antu.performance.domain.identities import CheckedIdentity
    from antu.platform.figures import Figure


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("year", type=int, help="年度，如 2023")
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--out", type=Path, metavar="文件夹", help="出具报告（.docx），写到哪个文件夹")
    wanted.add_argument("--rows", metavar="指标", help="列出一个指标的记录")


def _report(arguments: Namespace) -> int:
    from antu.organisations.selectors import acting  # noqa: PLC0415 - Django is set up when this runs
    from antu.performance.access import require_report  # noqa: PLC0415

    actor = acting(arguments.as_login)
    require_report(actor)
    if arguments.out is not None:
        return _write(arguments, actor)
    if arguments.rows is not None:
        return _rows(arguments)
    return _figures(arguments)


def _write(arguments: Namespace, actor: Any) -> int:
    from django.utils.timezone import localdate  # noqa: PLC0415

    from antu.performance.services import write_report  # noqa: PLC0415

    path = write_report(actor, arguments.year, arguments.out, today=localdate())
    if arguments.json:
        print_json({"file": str(path)})
    else:
        print(path)
    return 0


def _figures(arguments: Namespace) -> int:
    from antu.performance.selectors import report_figures, report_identities  # noqa: PLC0415

    figures = report_figures(arguments.year)
    identities = report_identities(figures)
    if arguments.json:
        print_json(
            {
                "figures": [_figure_json(arguments.year, figure) for figure in figures],
                "identities": [{"text": each.text, "holds": each.holds} for each in identities],
            }
        )
    else:
        print("\n".join([*map(_figure_line, figures), *map(_identity_line, identities)]))
    return 0 if all(each.holds for each in identities) else 1


def _rows(arguments: Namespace) -> int:
    from antu.performance.selectors import figure_rows  # noqa: PLC0415
    from antu.platform.figures import exact_text  # noqa: PLC0415

    figure = figure_rows(arguments.year, arguments.rows)
    rows = [{"label": row.label, "value": exact_text(row.value), "url": row.url} for row in figure.rows]
    if arguments.json:
        print_json({"id": figure.id, "how": figure.how, "rows": rows})
    else:
        print("\n".join([_figure_line(figure), *(f"  {row['label']}  {row['value']}" for row in rows)]))
    return 0


def _figure_json(year: int, figure: Figure) -> dict[str, object]:
    from antu.performance.selectors import figure_url  # noqa: PLC0415

    names = {} if figure.names is None else {"names": list(figure.names)}
    return {
        "id": figure.id,
        "label": figure.label,
        "value": figure.exact_text,
        "printed": figure.printed,
        "unit": figure.unit,
        **names,
        "rows": len(figure.rows),
        "rows_url": figure_url(year, figure.id),
    }


def _figure_line(figure: Figure) -> str:
    return f"{figure.id}  {figure.label}  {figure.printed}{figure.unit}"


def _identity_line(identity: CheckedIdentity) -> str:
    return f"{'成立' if identity.holds else '不成立'}  {identity.text}"


COMMANDS = (Command("report", "年度绩效自评报告：出报告、看指标、查记录", run=_report, arguments=_arguments),)
