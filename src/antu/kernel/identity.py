"""Numbers that identify people, organisations, accounts and telephones: what is wrong with one, and how it is masked.

A ``…_rule`` or ``…_warning`` function answers the code of the first rule that the number breaks, or None. It expects
the number in its kept form (:func:`id_form`, :func:`digits_form`). Nobody's district code is checked: codes are older
or younger than their holders. Sources: GB 11643, GB 32100, ISO/IEC 7812 (Luhn).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from antu.kernel.text import nfkc, without_space

Sex = Literal["male", "female"]

_ID = re.compile(r"\d{17}[\dX]", re.ASCII)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_LENGTH = 18
_ACCOUNT = re.compile(r"\d{12,30}", re.ASCII)
_CARD = re.compile(r"\d{16,19}", re.ASCII)
_PHONE = re.compile(r"1\d{10}|0\d{2,3}\d{7,8}", re.ASCII)
_TYPED_BEFORE = "'`‘’"  # what people type so that a spreadsheet keeps a long number as text


def id_form(typed: str) -> str:
    """An identity number or credit code as it is kept: NFKC, no white space, capitals, no apostrophe in front."""
    return without_space(nfkc(typed)).lstrip(_TYPED_BEFORE).upper()


def digits_form(typed: str) -> str:
    """A telephone or account number as it is kept: NFKC, no white space, no hyphens, no apostrophe in front."""
    return without_space(nfkc(typed)).lstrip(_TYPED_BEFORE).replace("-", "")


def id_number_rule(number: str) -> str | None:
    """``R-ID-FORMAT``, ``R-ID-CHECKSUM`` or ``R-ID-DATE``; None for a sound 居民身份证号."""
    if not _ID.fullmatch(number):
        return "R-ID-FORMAT"
    if number[17] != id_check_character(number[:17]):
        return "R-ID-CHECKSUM"
    try:
        id_birth_date(number)
    except ValueError:
        return "R-ID-DATE"
    return None


def id_check_character(first_17: str) -> str:
    """The eighteenth character that GB 11643 gives to seventeen digits."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, _ID_WEIGHTS, strict=True)) % 11]


def id_birth_date(number: str) -> date:
    """The birth date in digits 7 to 14; ValueError when there is no such day."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def id_sex(number: str) -> Sex:
    """The sex in the seventeenth digit: odd is male."""
    return "male" if int(number[16]) % 2 else "female"


def uscc_rule(code: str) -> str | None:
    """``R-USCC-CHECKSUM``, or None for a sound 统一社会信用代码 (of rural collectives too: N1 groups, N2 villages)."""
    sound = (
        len(code) == _USCC_LENGTH and set(code) <= set(_USCC_ALPHABET) and code[17] == uscc_check_character(code[:17])
    )
    return None if sound else "R-USCC-CHECKSUM"


def uscc_check_character(first_17: str) -> str:
    """The eighteenth character that GB 32100 gives to seventeen others: weights are powers of 3 modulo 31."""
    weighted = sum(_USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first_17))
    return _USCC_ALPHABET[-weighted % 31]


def account_rule(number: str) -> str | None:
    """``R-ACCOUNT-LENGTH`` unless the account is 12 to 30 digits."""
    return None if _ACCOUNT.fullmatch(number) else "R-ACCOUNT-LENGTH"


def account_warning(number: str) -> str | None:
    """``W-ACCOUNT-LUHN`` for 16 to 19 digits that fail Luhn. Some real accounts do, so this never refuses."""
    return "W-ACCOUNT-LUHN" if _CARD.fullmatch(number) and not _passes_luhn(number) else None


def phone_warning(number: str) -> str | None:
    """``W-PHONE`` unless 11 digits beginning with 1, or an area code (0 and 2–3 digits) with 7–8 digits."""
    return None if _PHONE.fullmatch(number) else "W-PHONE"


def mask_id_number(number: str) -> str:
    """The first six and last four characters of an identity number."""
    return _masked(number, 6, 4)


def mask_account(number: str) -> str:
    """The last four digits of an account."""
    return _masked(number, 0, 4)


def mask_phone(number: str) -> str:
    """The first three and last four digits of a telephone number."""
    return _masked(number, 3, 4)


def _masked(text: str, first: int, last: int) -> str:
    hidden = len(text) - first - last
    if hidden <= 0:
        return "*" * len(text)  # too short to hide its middle: showing it would show all of it
    return text[:first] + "*" * hidden + text[len(text) - last :]


def _passes_luhn(number: str) -> bool:
    doubled = "0246813579"
    digits = (doubled[int(digit)] if place % 2 else digit for place, digit in enumerate(reversed(number)))
    return sum(int(digit) for digit in digits) % 10 == 0
