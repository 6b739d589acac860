"""The demo's report as LibreOffice prints it: every published number, every figure of the annex."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.documents.office import converted
from tests.world import demo_district

from antu.performance.selectors import report_figures
from antu.performance.services import write_report
from antu.platform.actor import SYSTEM

REFERENCE = Path("tests/golden/report/report-figures-2023.json")


@pytest.mark.django_db
def test_every_published_number_is_on_paper(tmp_path: Path) -> None:
    demo_district()
    pages = PdfReader(converted(write_report(SYSTEM, 2023, tmp_path, today=date(2024, 1, 5)), "pdf")).pages
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    for figure in json.loads(REFERENCE.read_text(encoding="utf-8"))["figures"]:
        assert figure.get("printed", figure["value"]) + figure["unit"] in text
        assert all(name in text for name in figure.get("names", []))
    assert all(re.sub(r"\s", "", figure.label) in text for figure in report_figures(2023))
