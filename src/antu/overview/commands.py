"""``district import``, ``district export`` and ``demo load``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from antu.platform.commands import Command, print_json

if TYPE_CHECKING:
    from antu.platform.exchange import ImportOutcome


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="工作簿", help=".xlsx 文件，或按表名存放 .csv 的文件夹")
    parser.add_argument("--dry-run", action="store_true", help="只检查会怎样，不写入")
    parser.add_argument("--marked", type=Path, metavar="文件", help="另存一份标出问题的工作簿（.xlsx），在里面改")


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪个 .xlsx 文件")


def _import(arguments: Namespace) -> int:
    from antu.organisations.selectors import acting  # noqa: PLC0415 - Django is set up when this runs
    from antu.platform.exchange import ImportMode, district_layouts, import_district  # noqa: PLC0415
    from antu.platform.workbook.marking import require_markable, write_marked  # noqa: PLC0415

    mode = ImportMode(dry_run=arguments.dry_run)
    if arguments.marked:
        require_markable(arguments.path, arguments.marked)
    outcome = import_district(acting(arguments.as_login), arguments.path, mode)
    if arguments.json:
        print_json(outcome.as_json())
    else:
        print("\n".join(_told(outcome, dry_run=arguments.dry_run)))
    if arguments.marked:
        problems = (*outcome.errors, *outcome.warnings)
        write_marked(arguments.path, problems, lambda _tops: district_layouts(), arguments.marked)
    return outcome.exit_status


def _told(outcome: ImportOutcome, *, dry_run: bool) -> list[str]:
    problems = [str(problem) for problem in (*outcome.errors, *outcome.warnings)]
    counts = [
        f"{name}：{count.rows} 行，导入 {count.accepted} 行，拒绝 {count.rejected} 行"
        for name, count in outcome.sheets.items()
    ]
    summary = f"新增 {outcome.created} 条，更正 {outcome.updated} 条，未变 {outcome.unchanged} 条"
    return [*problems, *counts, f"{summary}（试运行，没有写入）" if dry_run else summary]


def _export(arguments: Namespace) -> int:
    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.platform.exchange import export_district  # noqa: PLC0415

    rows = export_district(acting(arguments.as_login), arguments.out)
    if arguments.json:
        print_json({"file": str(arguments.out), "rows": rows})
    else:
        print(arguments.out)
    return 0


def _load_demo(arguments: Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415
    from django.utils.timezone import localdate  # noqa: PLC0415

    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.overview.services import load_demo  # noqa: PLC0415

    loaded = load_demo(acting(arguments.as_login), settings.ANTU_CHECKOUT / "demo", today=localdate())
    if arguments.json:
        print_json(loaded.as_json())
        return 0
    for name, outcome in loaded.files.items():
        rejected = sum(count.rejected for count in outcome.sheets.values())
        refused = f"；{rejected} 行按演示安排有错，没有导入" if rejected else ""
        print(f"{name}：新增 {outcome.created} 条，更正 {outcome.updated} 条，未变 {outcome.unchanged} 条{refused}")
    print(f"演示账号：{loaded.accounts_changed} 个新增或更新")
    return 0


COMMANDS = (
    Command("district import", "导入年度工作簿", run=_import, arguments=_import_arguments),
    Command("district export", "导出年度工作簿", run=_export, arguments=_export_arguments),
    Command("demo load", "装入演示区县（可重复）", run=_load_demo),
)
