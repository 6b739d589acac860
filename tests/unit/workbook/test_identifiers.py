"""Identity numbers, credit codes and accounts in cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.unit.workbook.sheets import read_cell

from antu.kernel.identity import id_check_character, uscc_check_character
from antu.platform.workbook import Column, ColumnType
from antu.platform.workbook.cells import raw_cell

ID = Column(header="身份证号", field="v", type=ColumnType.ID)
USCC = Column(header="统一社会信用代码", field="v", type=ColumnType.USCC)
ACCOUNT = Column(header="银行账号", field="v", type=ColumnType.ACCOUNT)
GOOD = "43020419531003971X"
NO_SUCH_DAY = "43020419530230971"


@pytest.mark.parametrize(
    "raw",
    [
        GOOD,
        "43020419531003971x",
        " 430204 19531003 971X\n",
        "４３０２０４１９５３１００３９７１Ｘ",
        f"'{GOOD}",
        f"`{GOOD}",
        "430204\n19531003971X",
    ],
)
def test_an_identity_number_is_made_regular(raw: str) -> None:
    assert read_cell(raw, ID) == (GOOD, None)


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (raw_cell(430204195310039710), "R-DIGITS-LOST"),
        (Decimal(10) ** 15, "R-DIGITS-LOST"),
        ("4.30204E+17", "R-DIGITS-LOST"),
        ("4.30204e17", "R-DIGITS-LOST"),
        (Decimal(10) ** 15 - 1, "R-ID-FORMAT"),
        (Decimal(430204531003971), "R-ID-FORMAT"),
        ("430204531003971", "R-ID-FORMAT"),
        ("43020419531003971", "R-ID-FORMAT"),
        ("43020419531003971Y", "R-ID-FORMAT"),
        ("无", "R-ID-FORMAT"),
        ("430204195310039711", "R-ID-CHECKSUM"),
        (NO_SUCH_DAY + id_check_character(NO_SUCH_DAY), "R-ID-DATE"),
        ("-", None),
    ],
)
def test_a_bad_identity_number_breaks_the_first_rule_that_applies(raw: object, rule: str | None) -> None:
    assert read_cell(raw, ID)[1] == rule


def test_a_district_code_is_not_checked() -> None:
    number = "99999919531003971"
    assert read_cell(number + id_check_character(number), ID)[1] is None


@pytest.mark.parametrize("first", ["N1430204MFGF7CGG2", "91430204MA4L1234X"])
def test_credit_codes_of_collectives_and_firms_are_read(first: str) -> None:
    code = first + uscc_check_character(first)
    assert read_cell(f"'{code.lower()}", USCC) == (code, None)


@pytest.mark.parametrize(
    "raw", ["N1430204MFGF7CGG28", "N1430204MFGF7CGG2", "I1430204MFGF7CGG27", Decimal(914302041234), "无"]
)
def test_a_bad_credit_code_is_refused(raw: object) -> None:
    assert read_cell(raw, USCC) == (None, "R-USCC-CHECKSUM")


@pytest.mark.parametrize(
    "raw",
    [
        "6200009931199790202",
        "6200 0099 3119 9790 202",
        "6200-0099-31199790202",
        "'6200009931199790202",
        "６２００００９９３１１９９７９０２０２",
    ],
)
def test_an_account_is_made_regular(raw: str) -> None:
    assert read_cell(raw, ACCOUNT) == ("6200009931199790202", None)


@pytest.mark.parametrize(
    ("raw", "value", "rule"),
    [
        (Decimal(622202123456), "622202123456", None),
        (raw_cell(6200009931199790202), None, "R-DIGITS-LOST"),
        ("6.20001E+18", None, "R-DIGITS-LOST"),
        ("620000120", None, "R-ACCOUNT-LENGTH"),
        ("1" * 31, None, "R-ACCOUNT-LENGTH"),
        ("62000099311997902O2", None, "R-ACCOUNT-LENGTH"),
        ("1" * 12, "1" * 12, None),
        ("1" * 30, "1" * 30, None),
        ("无", None, None),
    ],
)
def test_accounts_have_twelve_to_thirty_digits(raw: object, value: object, rule: str | None) -> None:
    assert read_cell(raw, ACCOUNT) == (value, rule)
