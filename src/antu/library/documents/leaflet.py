"""The leaflet for the public: published questions and answers, plain and large, as an official paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from antu.library.documents.compilation import SAMPLE, Answered, bases_words
from antu.platform.documents.official import Aside, Block, Heading, OfficialPaper, Paragraph, Remark


def leaflet_paper(answered: Sequence[Answered], office: str, made_by: str, day: date) -> OfficialPaper:
    """The questions in their order, each with its answer and what it rests on."""
    blocks: list[Block] = []
    if any(each.question.is_sample for each in answered):
        blocks.append(Remark(SAMPLE))
    for at, each in enumerate(answered, start=1):
        blocks.append(Heading(f"{at}. {each.question.question}"))
        blocks += [Paragraph(said) for said in each.question.paragraphs]
        if each.clauses:
            blocks.append(Aside((bases_words(each.clauses),)))
    blocks += [Remark("具体以您家的计算书为准"), Remark(f"{office}　{day.year}年{day.month}月编印")]
    return OfficialPaper("征地拆迁政策问答", tuple(blocks), made_by, day)
