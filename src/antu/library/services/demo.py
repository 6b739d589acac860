"""The demo's library: an invented text, a few explanations and questions, all marked 示例. What is there stays."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.library.models import ClauseExplanation, LegalClause, LegalText, Question
from antu.library.services.columns import TEXT_COLUMNS
from antu.library.services.explaining import explain_clause
from antu.library.services.questions import enter_question, publish_question
from antu.library.services.texts import enter_text, words_of
from antu.platform.actor import Actor
from antu.platform.attachments.services import SentFile

FOLDER: Final = "library"


@transaction.atomic
def load_demo_library(actor: Actor, folder: Path, *, today: date) -> int:
    """Enter what the demo's folder ``library`` has and the records have not; how many rows are new.

    Raises Forbidden, or BadInput when a file is missing or names a clause that its text has not.
    """
    return (
        sum(_enter_text(actor, folder / FOLDER, row) for row in _rows(folder, "texts.csv"))
        + sum(_explain(actor, row, today) for row in _rows(folder, "explanations.csv"))
        + sum(_ask(actor, row, today) for row in _rows(folder, "questions.csv"))
    )


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / FOLDER / name
    if not path.is_file():
        raise BadInput(Problem("K-DEMO", f"演示资料里没有 {FOLDER}/{name}；请从安装包恢复 demo 目录"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _enter_text(actor: Actor, folder: Path, row: dict[str, str]) -> bool:
    if LegalText.objects.filter(title=row["名称"], is_sample=True).exists():
        return False
    sent = SentFile(row["文件"], (folder / row["文件"]).read_bytes())
    texts = {column.field: row.get(column.header, "") for column in TEXT_COLUMNS}
    enter_text(actor, texts, words_of("", sent), sent, is_sample=True)
    return True


def _clause(label: str, title: str) -> LegalClause:
    clause = LegalClause.objects.standing().filter(label=label, text__title=title, text__is_voided=False).first()
    if clause is None:
        raise BadInput(Problem("K-DEMO", f"演示资料提到的{label}不在演示文本里；请核对 demo/{FOLDER}"))
    return clause


def _explain(actor: Actor, row: dict[str, str], today: date) -> bool:
    title = row["名称"]
    if ClauseExplanation.objects.filter(clause__text__title=title, clause__label=row["条款"]).exists():
        return False
    if LegalText.objects.filter(title=title, is_voided=True).exists():
        return False
    explain_clause(actor, _clause(row["条款"], title).pk, row["解释"], today)
    return True


def _ask(actor: Actor, row: dict[str, str], today: date) -> bool:
    if Question.objects.filter(question=row["问题"]).exists():
        return False
    named = {"question": "问题", "answer": "回答", "audience": "对象", "sort": "排序", "clauses": "条款"}
    texts = {field: row[column] for field, column in named.items()}
    question = enter_question(actor, texts, today, is_sample=True)
    if row["发布日期"]:
        publish_question(actor, question.pk, date.fromisoformat(row["发布日期"]), today=today)
    return True
