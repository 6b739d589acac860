"""What is known of a remaining household, cell by cell: the same words on lists and panels."""

from __future__ import annotations

from datetime import date
from typing import Final

from antu.clearing.models import LegalStage
from antu.clearing.selectors.households import Known
from antu.households.selectors.rungs import REMAINING_RUNGS
from antu.platform.display import Cell, Chip, Tone
from antu.platform.wording import UNKNOWN, day_text, joined

NO_DAY: Final = "台账“滞留原因”一列所写，没有日期"
AS_WRITTEN: Final = Chip("据台账", title=NO_DAY)
NO_REASON: Final = "没有写明"
NO_STEP: Final = "没有登记下一步"
NOT_COUNTED: Final = "项目没有登记启动和公告日，本户也没有有日期的登记"


def state_cell(signed_on: date | None) -> Cell:
    """未签约, or 已签约 and since when: none of them has moved out."""
    (_, unsigned, due), (_, _, going) = REMAINING_RUNGS
    signed = Chip("已签约", going, f"{day_text(signed_on)} 签约，没有交房")
    return Cell(chips=(signed if signed_on else Chip(unsigned, due),))


def days_cell(known: Known) -> Cell:
    """How many days, and since when they are counted."""
    if known.stuck is None:
        return Cell(UNKNOWN, title=NOT_COUNTED)
    since = f"{day_text(known.stuck.since)}（{known.stuck.words}）"
    return Cell(UNKNOWN, title=f"{since}还没有到") if known.days is None else Cell(str(known.days), title=f"自 {since}")


def since_cell(known: Known) -> Cell:
    """The day that they are counted from."""
    if known.stuck is None:
        return Cell(UNKNOWN, title=NOT_COUNTED)
    return Cell(day_text(known.stuck.since), title=known.stuck.words)


def reason_cell(known: Known) -> Cell:
    """The reason as entered last, else as the register writes it."""
    if known.reason:
        return Cell(known.reason.reason, title=f"自 {day_text(known.reason.on)}，{known.reason.entered_by}登记")
    if known.written_reason:
        return Cell(known.written_reason, title=NO_DAY, chips=(AS_WRITTEN,))
    return Cell(UNKNOWN, title=NO_REASON)


def officer_cell(officer: str) -> Cell:
    """Who is responsible."""
    return Cell(officer or UNKNOWN, title="" if officer else "尚未指定包户干部")


def visit_cell(known: Known) -> Cell:
    """The last visit; how many there were, and what came of it."""
    if known.visit is None:
        return Cell(UNKNOWN, title="没有走访过")
    said = joined((f"共走访 {known.visits} 次", known.visit.result), "；")
    return Cell(day_text(known.visit.on), title=said)


def step_cell(known: Known) -> Cell:
    """What is next, how late it is, and by whom it is to be done."""
    if known.step is None:
        return Cell(UNKNOWN, title=NO_STEP)
    late = (Chip(f"逾期 {known.days_late} 天", Tone.STOPPED),) if known.days_late else ()
    return Cell(known.step.step, title=f"{day_text(known.step.on)} 商定", chips=late, note=known.step.by)


def until_cell(known: Known) -> Cell:
    """Until when."""
    return Cell(day_text(known.step.until_on)) if known.step else Cell(UNKNOWN, title=NO_STEP)


def stage_cell(known: Known) -> Cell:
    """The latest step of the law; its day and document are its title."""
    if known.stage is None:
        return Cell(UNKNOWN, title="没有进入法律程序")
    return Cell(known.stage.get_stage_display(), title=stage_words(known.stage))


def stage_words(stage: LegalStage) -> str:
    """The day and the document of a step of the law."""
    return joined((day_text(stage.on), stage.document_no), " ")
