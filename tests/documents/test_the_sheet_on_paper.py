from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytest_django import Settings
from tests.world import register_of_demo, small_village

from antu.compensation.documents import determined_sheet, estimated_sheet, sheet_pdf
from antu.compensation.models import Determination
from antu.compensation.selectors import estimate
from antu.households.models import Household
from antu.kernel.errors import BadInput, OutsideMissing
from antu.platform.documents.typst_pdf import render_pdf

pytestmark = pytest.mark.django_db
DAY = datetime(2024, 1, 31, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def _village(kept_for_the_file: None) -> None:  # noqa: ARG001
    small_village()


def standing(code: str = "JX-001") -> Determination:
    return Determination.objects.get(household__code=code, is_standing=True)


def paper_of(determination: Determination) -> bytes:
    return sheet_pdf(determined_sheet(determination), "张三", DAY)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def compact(text: str) -> str:
    return "".join(text.split())


def test_the_same_determination_gives_the_same_bytes() -> None:
    assert paper_of(standing()) == paper_of(standing())


def test_every_working_and_amount_is_on_the_paper() -> None:
    determination = standing()
    text = compact(text_of(paper_of(determination)))
    for line in determination.lines.all():
        assert compact(line.working) in text
        assert line.amount.grouped() in text
    assert determination.payable.grouped() in text
    assert determination.payable.in_words() in text


def test_a_number_that_is_a_result_itself_is_worked_out_on_the_paper() -> None:
    register_of_demo("xiangtian-bridge-messy")
    collective = Determination.objects.get(household__code="XTDQ-J01", is_standing=True)
    text = compact(text_of(paper_of(collective)))
    for line in collective.lines.filter(code="land_fee"):
        for step in line.trace["roundings"]:
            assert compact(step["working"]) in text


def test_the_values_that_lines_rest_on_say_how_they_came_about() -> None:
    determination = standing()
    values = determined_sheet(determination).values
    assert {"resettlement_population", "reward_area_m2"} <= {value.name for value in values}
    text = compact(text_of(paper_of(determination)))
    for value in values:
        assert compact(value.words) in text
        assert compact(value.result) in text


def test_the_paper_names_its_pack_its_hash_who_and_when() -> None:
    determination = standing()
    text = compact(text_of(paper_of(determination)))
    assert determination.pack_sha256 in text
    assert "第1版" in text
    assert "打印人：张三打印时间：2024-01-3109:30" in text
    assert "制表：复核：审核：负责人：日期：" in text


def test_each_page_says_which_and_how_many_and_repeats_the_notice() -> None:
    pages = [compact(page.extract_text()) for page in PdfReader(BytesIO(paper_of(standing()))).pages]
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
        assert "演示标准（合成），非任何机关发布" in page
        assert "示例" in page


def test_paper_is_a4_and_carries_its_own_fonts() -> None:
    reader = PdfReader(BytesIO(paper_of(standing())))
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    names = {str(font["/BaseFont"]) for font in fonts_of(reader)}
    assert names
    assert all("NotoS" in name for name in names), names


def fonts_of(reader: PdfReader) -> Iterator[dict[str, object]]:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            yield font.get_object()


def test_an_estimate_is_marked_and_says_its_day() -> None:
    register_of_demo("dashuju-2-remaining")
    household = Household.objects.get(code="DSJ2-003")
    day = date(2023, 4, 5)
    text = compact(text_of(sheet_pdf(estimated_sheet(household, estimate(household, day), day), "张三", DAY)))
    assert "测算" in text
    assert "假定2023-04-05签约" in text


def test_a_draft_is_marked() -> None:
    register_of_demo("canglonglu-1-clean")
    draft = Determination.objects.filter(is_draft=True).earliest("pk")
    assert "待会审" in compact(text_of(paper_of(draft)))


def test_a_form_that_an_office_broke_is_named_with_its_fault(tmp_path: Path) -> None:
    form = tmp_path / "sheet.typ"
    form.write_text("#let x = (", encoding="utf-8")
    with pytest.raises(BadInput, match=r"sheet\.typ 不能排版"):
        render_pdf(form, {})


def test_a_form_that_is_gone_is_named(settings: Settings, tmp_path: Path) -> None:
    settings.ANTU_CHECKOUT = tmp_path
    with pytest.raises(OutsideMissing, match=r"computation-sheet\.typ"):
        paper_of(standing())


def test_words_of_a_record_are_never_read_as_layout(tmp_path: Path) -> None:
    form = tmp_path / "form.typ"
    form.write_text('#set text(font: "Noto Serif SC")\n#json(bytes(sys.inputs.document)).name', encoding="utf-8")
    assert "#sys.version" in text_of(render_pdf(form, {"name": "#sys.version *粗* $x$"}))
