"""Financial capitals (中文大写金额).

Source: 会计基础工作规范 第五十二条 and 正确填写票据和结算凭证的基本规定.
Where the rule allows two forms we write the one it gives first: 1,680.32 is 壹仟陆佰捌拾元零叁角贰分 (零 before 角 when
元 ends in 0), 107,000.53 is 壹拾万柒仟元零伍角叁分 (no 零 after 万 when 仟 follows).
"""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SCALES = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))
_LIMIT_YUAN = 10**16  # 仟万亿 is the highest place that these words name


def amount_in_words(fen: int) -> str:
    """The amount of integer fen in capitals: 140950 → 壹仟肆佰零玖元伍角整, 0 → 零元整, −5 → 负伍分.

    Raises ValueError at 10¹⁶ yuan and beyond.
    """
    if fen < 0:
        return "负" + amount_in_words(-fen)
    yuan, cents = divmod(fen, 100)
    if yuan >= _LIMIT_YUAN:
        raise ValueError("amounts in words end below 10^16 yuan")
    if cents == 0:
        return _integer_in_words(yuan) + "元整"
    whole = _integer_in_words(yuan) + "元" if yuan else ""
    return whole + _cents_in_words(*divmod(cents, 10), yuan)


def _cents_in_words(jiao: int, fen: int, yuan: int) -> str:
    gap = "零" if yuan and (jiao == 0 or yuan % 10 == 0) else ""
    tenths = _DIGITS[jiao] + "角" if jiao else ""
    return gap + tenths + (_DIGITS[fen] + "分" if fen else "整")


def _integer_in_words(number: int) -> str:
    for size, unit in _SCALES:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _integer_in_words(high) + unit + gap + (_integer_in_words(low) if low else "")
    return _DIGITS[number]
