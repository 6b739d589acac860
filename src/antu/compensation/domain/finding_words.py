"""What a proof found, in words: what the place is called, what it means that it differs, and the way out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from antu.compensation.domain.digests import FACTS, RECORD, STANDING

#: Found beside the journal: a determination gone, added, moved or made anew, one whose household is gone.
GONE, ADDED, MOVED, UNLIKE, ORPHAN = "gone", "added", "moved", "journal", "household"
#: Stored columns in the words of the sheet; what is inside their JSON stands after a dot.
COLUMN_WORDS: Final[Mapping[str, str]] = {
    "amount": "金额",
    "line": "整行",
    "more": "其余",
    "code": "补偿项代码",
    "row": "对应行",
    "label": "补偿项",
    "category": "类别",
    "settlement_column": "结算表列",
    "formula": "公式",
    "formula_words": "计算式（文字）",
    "working": "计算式（数字）",
    "quantity": "数量",
    "unit": "单位",
    "rate": "单价",
    "clause": "条款",
    "trace": "计算过程",
    "computation": "计算结果",
    "payable": "应付合计",
    "totals": "合计",
    "signed_on": "签约日",
    "is_draft": "待会审",
    "facts": "冻结的事实",
    FACTS: "事实摘要",
    RECORD: "登记摘要",
    STANDING: "状态摘要",
    "pack_sha256": "办法摘要",
    "pack_version": "办法版本",
    "pack_status": "办法状态",
    GONE: "整个核定没有了",
    ADDED: "没有核定的日志",
    MOVED: "移到了另一户",
    UNLIKE: "与核定的日志不同",
    ORPHAN: "所属的户没有了",
}
_DIGESTS: Final = ("核定时的摘要", "现在内容的摘要")
_JOURNAL: Final = ("存储的", "日志里的")
_SIDES: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys((FACTS, RECORD, STANDING), _DIGESTS),
    **dict.fromkeys((GONE, ADDED, MOVED, UNLIKE, ORPHAN), _JOURNAL),
}
_RESTORE: Final = "与核定以后的备份比对，请系统管理员恢复原值，再复算一次。"
_PACK: Final = (
    "核定所用的那一版办法现在取不到，或文件已经不同，所以不能复算。",
    "从备份恢复 policies 里这一版办法的原文件，再复算一次；发布过的版本不能改，改动另立新版本。",
)
_MEANINGS: Final[Mapping[str, tuple[str, str]]] = {
    FACTS: (
        "冻结的事实不再是核定时的事实：核定以后有人绕过系统改过。改的一处若不进公式，金额就没有不同。",
        f"先看页面上列出的、与台账不同的事实；{_RESTORE}事实本来就有错的，在台账登记更正，由系统另立一版核定。",
    ),
    RECORD: (
        "户、版次、取代的版次、缘由、签约日、办法、待会审、应付合计、核定人、核定时间和事实摘要，其中有一处在核定以后被改过。",
        f"这一版“核定”的日志里有核定时的户、版次、缘由、签约日、办法、应付合计和摘要，先与它比对；{_RESTORE}",
    ),
    STANDING: (
        "是否现行、不再现行的缘由或时间被改过：台账和合计可能少算或多算了这一户。",
        f"与“核定”和“终止核定”的日志比对；{_RESTORE}",
    ),
    "facts": ("冻结的事实现在读不出，或不在办法允许的范围内，所以不能复算。", _RESTORE),
    "pack_sha256": _PACK,
    "pack_version": _PACK,
    GONE: (
        "日志里有这个核定，存储里没有了：有人绕过系统删除了它，台账和合计可能少算了这一户。",
        "从核定以后的备份恢复这一版核定和它的全部明细，编号不变，再复算一次；不要重新登记签约，那样会按现在的标准另立一版。",
    ),
    ADDED: (
        "存储里有这个核定，日志里没有：它不是由系统核定的，或者核定的编号被改过，台账和合计可能多算了这一户。",
        "先看同一次复算有没有“整个核定没有了”的：有，多半是编号被改了；没有，与备份比对它从哪一天起有，请系统管理员恢复原状，再复算一次。",
    ),
    MOVED: (
        "日志里这个核定是另一户的：有人绕过系统把它移到了这一户，两户的应付都不对。",
        f"先看页面上列出的、与日志不同的各项；{_RESTORE}",
    ),
    UNLIKE: (
        "摘要不是日志里核定时的摘要：核定以后有人绕过系统改了内容，连摘要一起重写。",
        f"先看页面上列出的、与日志不同的各项；{_RESTORE}",
    ),
    ORPHAN: (
        "核定还在，它所属的户没有了：有人绕过系统删除了这一户，台账和合计少算了它。",
        "从备份恢复这一户和它的各行，编号不变，再复算一次。",
    ),
}
_STORED: Final = ("两个引擎算得相同，存储的不同：核定以后有人绕过系统改过存储的内容。", _RESTORE)
_ENGINES: Final = (
    "两个引擎算得不同：不一定是存储的错。",
    "金额以逐户计算为准；把这一页交给软件的维护人查明，查明以前不要用批量计算的结果。",
)


def column_words(column: str) -> str:
    """A place that differs, in words: 金额, 计算过程 rates[0].value."""
    name, dot, place = column.partition(".")
    return f"{COLUMN_WORDS.get(name, name)} {place}" if dot else COLUMN_WORDS.get(name, name)


def side_words(column: str) -> tuple[str, str]:
    """What the two values of a finding are, that are kept as stored and as explained."""
    return _SIDES.get(column, ("存储的", "逐户计算"))


def is_recomputed(column: str) -> bool:
    """Whether the engines say what should stand there."""
    return column not in _SIDES


def meaning_of(column: str, explain: str, batch: str) -> tuple[str, str]:
    """What it means that this place differs, and the way out."""
    if column in _MEANINGS:
        return _MEANINGS[column]
    return _ENGINES if batch and batch != explain else _STORED
