"""Each environment variable that the program reads is on the page for those who run it, and no other."""

import re

from tests.docs.pages import ROOT, SOURCE

_READ = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\[)["'](ANTU_[A-Z]+|DATABASE_URL)["']""")


def test_the_page_names_every_variable_that_is_read() -> None:
    sources = (file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    read = {name for source in sources for name in _READ.findall(source)}
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert read == set(re.findall(r"`(ANTU_[A-Z]+|DATABASE_URL)`", page))
