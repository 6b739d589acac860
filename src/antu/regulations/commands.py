"""The command line of packs and time limits: ``policy``, ``compute``, ``deadline``. Needs no records."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TypeVar

from antu.kernel.calendar import working_days_on_file
from antu.kernel.errors import AntuError, BadInput, Problem
from antu.platform.commands import Command, print_json
from antu.policy.cases import read_cases, run_case
from antu.policy.computation import Json
from antu.policy.compute import compute
from antu.policy.documents import read_documents
from antu.policy.facts import fact_place, read_facts
from antu.policy.faults import BadFacts
from antu.policy.load import PACK as PACK_FILE
from antu.policy.numbers import day_from
from antu.policy.pack import REGIMES, STATUSES, Pack
from antu.policy.proving.check_words import check_words
from antu.policy.proving.kept import HOUSEHOLDS, SHIPPED, kept_json
from antu.policy.sheet import sheet_text
from antu.policy.shelf import PackFolder, PackShelf, folder_at, pack_named, shipped_shelf
from antu.policy.validity import validity_problems, validity_words
from antu.regulations.domain.limits import PROVISIONAL, day_words, typed_deadline

_DOES_NOT_HOLD = 1

Given = TypeVar("Given")
Made = TypeVar("Made")


def list_packs(arguments: Namespace) -> int:
    """Print the packs with id, version, status, validity and hash."""
    packs = shipped_shelf().all()
    if arguments.json:
        print_json([_described(pack) for pack in packs])
    for pack in () if arguments.json else packs:
        until = f"至 {pack.valid_to}" if pack.valid_to else "起"
        print(f"{pack.name}  {STATUSES[pack.status]}  {REGIMES[pack.regime]}  {pack.valid_from} {until}  {pack.title}")
        print(f"    sha256 {pack.sha256}" + ("" if pack.is_official else f"  【{pack.notice}】"))
    return 0


def _described(pack: Pack) -> Json:
    return pack.ref.as_json() | {
        "title": pack.title,
        "notice": pack.notice,
        "regime": pack.regime,
        "jurisdiction": pack.jurisdiction.code,
        "valid_from": pack.valid_from.isoformat(),
        "valid_to": pack.valid_to.isoformat() if pack.valid_to else None,
    }


def check_packs(arguments: Namespace) -> int:
    """Load and type-check packs and run their cases; 1 when one of them fails."""
    shelf = shipped_shelf()
    folders = [folder_at(name) if "/" in name else shelf.find(name) for name in arguments.packs] or shelf.folders()
    results = [_checked(shelf, folder) for folder in folders]
    for folder, result in zip(folders, results, strict=True):
        if result["ok"]:
            result.update(_proved(folder.load(), arguments))
    if arguments.json:
        print_json(results)
    for result in () if arguments.json else results:
        verdict = "通过" if result["ok"] else f"不通过，{len(result['errors'])} 个问题"
        print(f"{result['pack']}@{result['version']}：{result['cases']} 个算例，{verdict}")
        for words in result["notes"]:
            print(f"    有效期：{words}")
        for error in result["errors"]:
            place = " ".join(str(error[name]) for name in ("file", "line", "key", "case") if error.get(name))
            print(f"    {place}：{error['message']}（{error['rule']}）")
        for each in result["unfit"]:
            print(f"    「{each['label']}」（{each['code']}）成批计算时改由逐户计算：{each['message']}")
        for line in check_words(result):
            print(f"    {line}")
        if not result["ok"] and "proof" not in result and (arguments.prove or arguments.mutate):
            print("    没有做证明和改错；请先改好以上问题")
    return 0 if all(result["ok"] for result in results) else _DOES_NOT_HOLD


def _checked(shelf: PackShelf, folder: PackFolder) -> Json:
    cases, problems, words, unfit = 0, list[Problem](), "", list[Json]()
    try:
        pack = folder.load()
        earlier = list(_earlier(shelf, folder))
        problems, words = list(validity_problems(pack, earlier)), validity_words(pack, earlier)
        found = read_cases(pack)
        cases, problems = len(found), [*problems, *(problem for case in found for problem in run_case(pack, case))]
        unfit = _unfit(pack)
    except AntuError as error:
        problems = [*problems, *error.problems]
    errors = [problem.as_json() for problem in problems]
    notes = [words] if words else []
    about: Json = {"pack": folder.id, "version": folder.version, "ok": not errors, "cases": cases}
    return about | {"notes": notes, "errors": errors, "unfit": unfit}


def _earlier(shelf: PackShelf, folder: PackFolder) -> Iterator[Pack]:
    """The versions before one, on the shelf and beside its folder, oldest first; one that does not load is passed."""
    beside = (path for path in folder.path.parent.iterdir() if (path / PACK_FILE).is_file())
    found = {each.version: each for each in shelf.folders() if each.id == folder.id}
    found |= {path.name: PackFolder(folder.id, path.name, path) for path in beside}
    for each in sorted(found.values(), key=lambda each: each.newness):
        if each.newness < folder.newness:
            with suppress(AntuError):
                yield each.load()


def _unfit(pack: Pack) -> list[Json]:
    """The parts of a pack that cannot be computed for a whole register at once: remarks, no errors."""
    from antu.policy.batch import compile_pack  # noqa: PLC0415 — SQL engines load slowly, and only this needs them

    return [
        {"kind": each.kind, "code": each.code, "label": each.label, "digits": each.digits, "message": each.why}
        for each in compile_pack(pack).unfit
    ]


def _proved(pack: Pack, arguments: Namespace) -> Json:
    """What is kept of a sound pack's proof; its proof made now, and what notices small wrongs of it, when asked."""
    if not (arguments.prove or arguments.keep or arguments.mutate):
        return {"proof": kept_json(pack)}
    from antu.policy.proving.checking import check  # noqa: PLC0415 - the engines take a moment to load

    shipped = (SHIPPED / pack.id / pack.version).is_dir()
    prove = arguments.prove or arguments.keep
    return check(pack, arguments.households, prove=prove, keep=arguments.keep and shipped, mutated=arguments.mutate)


def compute_facts(arguments: Namespace) -> int:
    """Compute the subjects of a facts file and print them as JSON, or as computation sheets."""
    arguments.json = not arguments.explain
    pack = pack_named(arguments.pack)
    signed_on = _day(arguments.signed_on) if arguments.signed_on else None
    documents, is_array = read_documents(_content(arguments.facts))
    facts = _all(documents, lambda document: read_facts(pack, document, signed_on=signed_on))
    computations = _all(facts, lambda each: compute(pack, each))
    if arguments.explain:
        sheets = (sheet_text(pack, *pair) for pair in zip(computations, facts, strict=True))
        print("\n".join(sheets), end="")
    else:
        results = [computation.as_json() for computation in computations]
        print_json(results if is_array else results[0])
    return 0


def _all(given: Iterable[Given], make: Callable[[Given], Made]) -> list[Made]:
    """What comes of all that is given; BadFacts with the problems of every one that is bad."""
    made, problems = list[Made](), list[Problem]()
    for each in given:
        try:
            made.append(make(each))
        except BadFacts as error:
            problems += error.problems
    if problems:
        raise BadFacts(problems)
    return made


def _day(text: str) -> date:
    day = day_from(text)
    if day is None:
        raise BadInput(Problem("F-DATE", f"--signed-on 的「{text}」不是存在的日期；应为年-月-日，如 2023-06-08"))
    return day


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        why = "没有这个文件" if isinstance(error, FileNotFoundError) else "打不开，可能是文件夹或没有权限"
        message = f"读不到事实文件 {name}：{why}；请核对路径，或用 - 读标准输入"
        raise BadFacts(Problem("F-FILE", message, fact_place(None))) from error


def count_deadline(arguments: Namespace) -> int:
    """Print the end of a time limit, by the holidays on file."""
    given = (arguments.start, arguments.amount, arguments.unit)
    end = typed_deadline(*given, working_days_on_file(), maximum=arguments.maximum)
    if arguments.json:
        rolled = end.rolled.isoformat() if end.rolled else None
        print_json({"last_day": end.last_day.isoformat(), "rolled": rolled, "provisional": end.provisional})
        return 0
    print(f"最后一日 {day_words(end.last_day)}")
    if end.rolled and end.rolled != end.last_day:
        print(f"遇休息日顺延至 {day_words(end.rolled)}")
    if end.provisional:
        print(f"暂定：{PROVISIONAL}")
    return 0


def _deadline_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("start", metavar="START", help="起算日，如 2023-09-25；当天不计入")
    parser.add_argument("amount", metavar="AMOUNT", help="期限，正整数")
    parser.add_argument("unit", metavar="UNIT", help="工作日、日或月")
    parser.add_argument("--maximum", action="store_true", help="最长时限：末日是休息日的，顺延到下一个工作日")


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "packs", nargs="*", metavar="PACK", help="编号、编号@版本，或办法的文件夹（带 /）；不写则检查全部"
    )
    parser.add_argument("--prove", action="store_true", help="按边界编出事实，逐户计算和批量计算各算一遍，逐行比对")
    parser.add_argument("--keep", action="store_true", help="证明成立的，留存到 policies/proofs.json（限随产品的办法）")
    parser.add_argument("--mutate", action="store_true", help="把标准、界限、比较逐个改错，看算例和证明能否发现")
    parser.add_argument("--households", type=int, default=HOUSEHOLDS, metavar="N", help=f"编多少户，默认 {HOUSEHOLDS}")


def _compute_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pack", metavar="PACK", help="编号（取最新版本）、编号@版本，或办法的文件夹（带 /）")
    parser.add_argument("facts", metavar="FACTS.json", help="一个对象或对象数组的 JSON；- 为标准输入")
    parser.add_argument("--signed-on", metavar="DATE", help="假定的签约日：按它测算，结果标「测算」")
    parser.add_argument("--explain", action="store_true", help="打印给人看的计算书，不打印 JSON")


COMMANDS = (
    Command("policy list", "列出补偿办法", run=list_packs, needs_records=False),
    Command(
        "policy check", "检查补偿办法并运行其算例", run=check_packs, arguments=_check_arguments, needs_records=False
    ),
    Command(
        "compute",
        "按补偿办法计算",
        run=compute_facts,
        arguments=_compute_arguments,
        needs_records=False,
        speaks_json=True,
    ),
    Command("deadline", "计算期限的最后一日", run=count_deadline, arguments=_deadline_arguments, needs_records=False),
)
