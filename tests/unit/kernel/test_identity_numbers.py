"""Identity numbers, credit codes, accounts and telephones: the first broken rule is named, real people pass."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel import identity

births = st.dates(date(1900, 1, 1), date(2030, 12, 31))
prefixes = st.from_regex(r"[1-9][0-9]{5}", fullmatch=True)
sequences = st.integers(0, 999)
uscc_bodies = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17)


def id_number(prefix: str, born_on: date, sequence: int) -> str:
    body = f"{prefix}{born_on:%Y%m%d}{sequence:03d}"
    return body + identity.id_check_character(body)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_standard_pass(number: str) -> None:
    assert identity.id_number_rule(number) is None


@given(prefixes, births, sequences)
def test_a_number_tells_birth_date_and_sex(prefix: str, born_on: date, sequence: int) -> None:
    number = id_number(prefix, born_on, sequence)
    assert identity.id_number_rule(number) is None
    assert identity.id_birth_date(number) == born_on
    assert identity.id_sex(number) == ("male" if sequence % 2 else "female")


@given(prefixes, births, sequences, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(prefix: str, born_on: date, sequence: int, place: int, shift: int) -> None:
    number = id_number(prefix, born_on, sequence)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert identity.id_number_rule(wrong) == "R-ID-CHECKSUM"


@given(prefixes, births, sequences, st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_noticed(prefix: str, born_on: date, sequence: int, place: int) -> None:
    number = id_number(prefix, born_on, sequence)
    first, second = number[place], number[place + 1]
    exchanged = number[:place] + second + first + number[place + 2 :]
    assert identity.id_number_rule(exchanged) == (None if first == second else "R-ID-CHECKSUM")


@pytest.mark.parametrize(
    "number", ["", "110105491231002", "11010519491231002x", "11010519491231002", "1101051949123100２X", "A" * 18]
)
def test_anything_but_seventeen_digits_and_a_check_is_no_format(number: str) -> None:
    assert identity.id_number_rule(number) == "R-ID-FORMAT"


@pytest.mark.parametrize("born", ["20230230", "00000101", "19901301"])
def test_a_birth_date_that_does_not_exist_is_refused(born: str) -> None:
    body = f"430204{born}001"
    assert identity.id_number_rule(body + identity.id_check_character(body)) == "R-ID-DATE"


@pytest.mark.parametrize("typed", ["'11010519491231002x", "`１１０１０５ 19491231 002Ｘ", "\u300011010519491231002X\n"])
def test_what_people_type_around_a_number_is_taken_off(typed: str) -> None:
    assert identity.id_form(typed) == "11010519491231002X"


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000802100433B"])
def test_known_credit_codes_pass(code: str) -> None:
    assert identity.uscc_rule(code) is None


@given(uscc_bodies, st.integers(0, 16), st.data())
def test_a_credit_code_with_one_wrong_character_is_noticed(body: str, place: int, data: st.DataObject) -> None:
    code = body + identity.uscc_check_character(body)
    assert identity.uscc_rule(code) is None
    other = data.draw(st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY").filter(lambda char: char != code[place]))
    assert identity.uscc_rule(code[:place] + other + code[place + 1 :]) == "R-USCC-CHECKSUM"


def test_a_rural_collectives_code_passes_and_a_letter_outside_the_alphabet_does_not() -> None:
    body = "N2430204MF1234567"
    code = body + identity.uscc_check_character(body)
    assert identity.uscc_rule(code) is None
    assert identity.uscc_rule("I" + code[1:]) == "R-USCC-CHECKSUM"
    assert identity.uscc_rule(code[:17]) == "R-USCC-CHECKSUM"


@pytest.mark.parametrize(
    ("length", "rule"), [(11, "R-ACCOUNT-LENGTH"), (12, None), (30, None), (31, "R-ACCOUNT-LENGTH")]
)
def test_an_account_is_twelve_to_thirty_digits(length: int, rule: str | None) -> None:
    assert identity.account_rule("6" * length) == rule


def test_an_account_is_digits_only() -> None:
    assert identity.account_rule("62220212345678901X") == "R-ACCOUNT-LENGTH"
    assert identity.account_rule(identity.digits_form("'6222 0212-3456 ７８９０")) is None


def test_a_card_that_fails_luhn_warns_and_a_book_account_does_not() -> None:
    assert identity.account_warning("4539578763621486") is None
    assert identity.account_warning("4539578763621487") == "W-ACCOUNT-LUHN"
    assert identity.account_warning("453957876362148") is None
    assert identity.account_warning("45395787636214871234") is None


@given(st.text("0123456789", min_size=16, max_size=19), st.integers(0, 15), st.integers(1, 9))
def test_luhn_notices_every_single_wrong_digit(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    verdicts = (identity.account_warning(number), identity.account_warning(wrong))
    assert verdicts != (None, None)


@pytest.mark.parametrize("number", ["13812345678", "073128881234", "02712345678", "07312888123"])
def test_mobile_and_area_code_numbers_pass(number: str) -> None:
    assert identity.phone_warning(number) is None


@pytest.mark.parametrize("number", ["", "23812345678", "1381234567", "28881234", "13812345678转1", "+8613812345678"])
def test_other_telephone_numbers_warn(number: str) -> None:
    assert identity.phone_warning(number) == "W-PHONE"


def test_masks_show_what_the_office_may_show() -> None:
    assert identity.mask_id_number("11010519491231002X") == "110105********002X"
    assert identity.mask_account("6222021234567890") == "************7890"
    assert identity.mask_phone("13812345678") == "138****5678"


@given(st.text(max_size=12))
def test_no_mask_shows_the_whole(text: str) -> None:
    for mask in (identity.mask_id_number, identity.mask_account, identity.mask_phone):
        masked = mask(text)
        assert len(masked) == len(text)
        assert not text or "*" in masked
