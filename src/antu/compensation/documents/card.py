"""The family's card (明白卡): one A4 page that they keep, in plain words and large type.

What does not fit one page is first summed by the columns of the settlement tables; the type never gets smaller. Where
even that is too much, the card goes on over the page, and each page says which of how many it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from antu.compensation.documents.recorded import counted_words, not_paid_words
from antu.compensation.documents.sheet import (
    PrintedSheet,
    determined_sheet,
    estimated_sheet,
    printed_by,
)
from antu.compensation.domain.card import CardLine, CardMoney, card_money
from antu.compensation.models import Determination
from antu.households.models import Household, SubjectKind
from antu.kernel.calendar import full_day
from antu.kernel.identity import mask_account, mask_id_number
from antu.kernel.money import Money
from antu.organisations.selectors import reporting_centre
from antu.platform.documents.forms import form_path
from antu.platform.documents.pages_of_pdf import page_count
from antu.platform.documents.typst_pdf import render_pdf
from antu.platform.wording import joined
from antu.policy import Computation
from antu.regulations.selectors import label_of

TITLE: Final = "征收补偿明白卡"
FORM: Final = "understanding-card.typ"
SIGN_OFF: Final = ("经办人", "收卡人", "日期")
_NAMED: Final = {SubjectKind.HOUSEHOLD.value: "户主", SubjectKind.COLLECTIVE.value: "权属单位"}
BLANK: Final = "＿＿＿＿＿＿＿＿"
BLANK_DAY: Final = "＿＿＿＿年＿＿月＿＿日"
#: The law sets no number of days; a local term is written in by hand until the records give one.
PAYING: Final = f"付款日期：{BLANK_DAY}前（由经办人按协议填写）"
OWING: Final = f"应收的差价由被征收人支付，付款日期：{BLANK_DAY}前（由经办人按协议填写）"
ESTIMATED: Final = "本卡是测算，不是补偿决定：按假定 {day} 签约算出，实际金额以签约后的核定为准。"
UNSIGNED: Final = "签约并核定后才付款"
#: 行政复议法（2023）20, 行政诉讼法 46.
APPEAL: Final = (
    "对征收补偿的行政决定不服的，可以自知道该决定之日起 60 日内申请行政复议（行政复议法第二十条），"
    "或者在 6 个月内直接向人民法院起诉（行政诉讼法第四十六条）。"
)
OBJECTION: Final = (
    "认为人口、面积、数量或金额有错，先向上面的人提出，要求核对。"
    f"书面异议请在 {BLANK_DAY}前交到{BLANK}（由经办人填写）。"
)
DETAIL: Final = "每一项的完整计算过程和标准依据见《补偿计算书》，可以向经办人索取。"


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card ready to be set: the sheet it agrees with, its money in plain words, and whose it is."""

    sheet: PrintedSheet
    money: CardMoney
    household: Household
    signed_on: date
    is_signed: bool

    @property
    def warning(self) -> str:
        """What an estimate must say first."""
        return "" if self.is_signed else ESTIMATED.format(day=full_day(self.signed_on))

    @property
    def total_label(self) -> str:
        """As on the sheet; an estimate's says so."""
        return self.sheet.total_label if self.is_signed else f"测算{self.sheet.total_label}"


def determined_card(determination: Determination) -> PrintedCard:
    """The card of a stored determination."""
    money = card_money(determination.computation)
    printed = determined_sheet(determination, with_values=False)
    return PrintedCard(printed, money, determination.household, determination.signed_on, is_signed=True)


def estimated_card(household: Household, computation: Computation, signed_on: date) -> PrintedCard:
    """The card of an estimate; it says that it determines nothing."""
    money = card_money(computation.as_json(full=True))
    printed = estimated_sheet(household, computation, signed_on)
    return PrintedCard(printed, money, household, signed_on, is_signed=False)


def card_pdf(printed: PrintedCard, made_by: str, made_at: datetime) -> bytes:
    """The card by the office's form; the same arguments give the same bytes. Raises BadInput (``D-FORM``)."""
    return cards_pdf([printed], made_by, made_at)


def cards_pdf(
    printed: Sequence[PrintedCard], made_by: str, made_at: datetime, left_out: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Cards in one document, each on its page; then who was ``left_out`` (who, why)."""
    centre = reporting_centre().name
    document = {
        "title": TITLE,
        "cards": [_card_json(each, centre) for each in printed],
        "left_out": [list(each) for each in left_out],
        "printed": printed_by(made_by, made_at),
        "sign_off": list(SIGN_OFF),
        "counted": False,
    }
    pdf = render_pdf(form_path(FORM), document, tagged=len(printed) == 1)
    if left_out or page_count(pdf) == len(printed):
        return pdf
    return render_pdf(form_path(FORM), document | {"counted": True}, tagged=len(printed) == 1)


def _card_json(printed: PrintedCard, centre: str) -> dict[str, Any]:
    sheet, money = printed.sheet, printed.money
    return {
        "marks": [chip.text for chip in sheet.marks],
        "notice": sheet.notice,
        "warning": printed.warning,
        "facts": [list(fact) for fact in _facts(printed)],
        "counted": list(counted_words(printed.household, sheet.members)),
        "lines": [_line(line) for line in money.lines],
        "groups": [_line(line) for line in money.groups],
        "separate": [f"{line.label} {line.amount.grouped()} 元" for line in money.separate if line.amount.fen],
        "not_paid": [list(each) for each in not_paid_words(printed.household, money.not_paid)],
        "total_label": printed.total_label,
        "payable": sheet.payable,
        "payable_words": sheet.payable_words,
        "paying": list(_paying(printed)),
        "asking": list(_asking(printed.household, centre)),
        "objecting": [OBJECTION, APPEAL],
        "detail": DETAIL,
        "basis": sheet.basis,
    }


def _line(line: CardLine) -> list[str]:
    return [line.label, line.counted, line.basis, line.amount.grouped()]


def _facts(printed: PrintedCard) -> Iterable[tuple[str, str]]:
    household = printed.household
    yield _NAMED.get(household.kind, household.get_kind_display()), household.head_name
    yield "户编号", household.code
    yield "坐落", _place(household)
    if household.id_number:
        yield "身份证号", mask_id_number(household.id_number)
    yield "项目", household.project.name
    if household.mode:
        yield "安置方式", label_of(printed.sheet.pack, "household.mode", household.mode)
    yield "签约日" if printed.is_signed else "假定签约日", full_day(printed.signed_on)
    if household.vacated_on:
        yield "腾地日", full_day(household.vacated_on)


def _place(household: Household) -> str:
    """Where it lies; an address that begins with its group says it once."""
    group = "" if household.address.startswith(household.group) else household.group
    return joined((household.town, household.village, group, household.address), "")


def _paying(printed: PrintedCard) -> Iterable[str]:
    if not printed.is_signed:
        yield UNSIGNED
        return
    household = printed.household
    if printed.money.payable < Money(0):
        yield OWING
        return
    yield PAYING
    if household.account_no:
        account = joined((household.account_name, household.bank, mask_account(household.account_no)), "，")
        yield f"付到账户：{account}"


def _asking(household: Household, centre: str) -> Iterable[tuple[str, str]]:
    yield "包户干部", household.officer or BLANK
    yield "镇街", household.town or BLANK
    yield "征收单位", centre
