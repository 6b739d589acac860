"""政策汇编 as an official paper: cover, contents, texts with explanations set apart under their clauses, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from antu.kernel.counting import numeral
from antu.library.models import ClauseExplanation, LegalClause, LegalText, Question
from antu.platform.documents.official import (
    Aside,
    Block,
    Contents,
    Heading,
    NewPage,
    OfficialPaper,
    Paragraph,
    Remark,
)
from antu.platform.wording import day_text

TITLE = "征地拆迁政策汇编"
SAMPLE = "（内有示例或合成的文本，不是任何机关发布的文件，不得用于真实补偿）"


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A text with its clauses and, by clause, what explains it."""

    text: LegalText
    clauses: Sequence[LegalClause]
    explanations: Mapping[int, ClauseExplanation]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the clauses that its answer rests on."""

    question: Question
    clauses: Sequence[LegalClause]


@dataclass(frozen=True, slots=True)
class Compilation:
    """What goes into a compilation; ``day`` is that on which the texts' being in force is said."""

    title: str
    office: str
    day: date
    texts: Sequence[CompiledText]
    questions: Sequence[Answered]


def compiled_paper(compilation: Compilation, made_by: str) -> OfficialPaper:
    """The compilation as a paper."""
    blocks = tuple(_blocks(compilation, made_by))
    return OfficialPaper(compilation.title, blocks, made_by, compilation.day, has_cover=True)


def _blocks(compilation: Compilation, made_by: str) -> Iterator[Block]:
    samples = [each.text.is_sample for each in compilation.texts] + [
        each.question.is_sample for each in compilation.questions
    ]
    if any(samples):
        yield Remark(SAMPLE)
    yield Remark(compilation.office)
    yield Remark(f"{compilation.day.year}年{compilation.day.month}月{compilation.day.day}日")
    yield Remark(f"编印：{made_by}")
    yield NewPage()
    titles = [f"{numeral(at)}、{_name(each.text)}" for at, each in enumerate(compilation.texts, start=1)]
    yield Contents("目录", (*titles, *(("附录　政策问答",) if compilation.questions else ())))
    for title, each in zip(titles, compilation.texts, strict=True):
        yield NewPage()
        yield Heading(title)
        yield from _text(each, compilation.day)
    if compilation.questions:
        yield NewPage()
        yield Heading("附录　政策问答")
        for at, answered in enumerate(compilation.questions, start=1):
            yield from _answer(at, answered)


def _name(text: LegalText) -> str:
    return f"{text}{'（示例）' if text.is_sample else ''}"


def _text(compiled: CompiledText, day: date) -> Iterator[Block]:
    text = compiled.text
    told = (
        text.get_level_display(),
        text.issuing_body,
        text.document_no,
        f"{day_text(text.issued_on)} 公布" if text.issued_on else "",
        f"{day_text(text.valid_from)} 起施行" if text.valid_from else "",
        "" if text.holds_on(day) else f"{day_text(day)} 不在施行期内",
    )
    yield Paragraph("，".join(part for part in told if part) + "。")
    path: list[str] = []
    for clause in compiled.clauses:
        for depth, heading in enumerate(clause.path):
            if path[: depth + 1] != clause.path[: depth + 1]:
                yield Heading(heading, 2)
        path = clause.path_below
        begun = f"{clause.label}　{clause.first}" if clause.label else clause.first
        yield Heading(begun, 2) if clause.is_annex and clause.rest else Paragraph(begun)
        yield from (Paragraph(each) for each in clause.rest)
        if explanation := compiled.explanations.get(clause.pk):
            behind = "（条文后来有改动，请以条文为准）" if explanation.is_behind else ""
            first, *rest = explanation.paragraphs
            yield Aside((f"【解释】{behind}{first}", *rest))


def _answer(at: int, answered: Answered) -> Iterator[Block]:
    yield Heading(f"{at}. {answered.question.question}", 3)
    yield from (Paragraph(each) for each in answered.question.paragraphs)
    if answered.clauses:
        yield Aside((bases_words(answered.clauses),))


def bases_words(clauses: Sequence[LegalClause]) -> str:
    """What an answer rests on, each text named once: 「依据：《演示办法》第七条、第八条」."""
    by_text: dict[str, list[str]] = {}
    for each in clauses:
        by_text.setdefault(str(each.text), []).append(each.label)
    return f"依据：{'；'.join(text + '、'.join(labels) for text, labels in by_text.items())}"
