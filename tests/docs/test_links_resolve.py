"""A link in a page leads to a file that is there, and to a heading that it has."""

import pytest
from tests.docs.pages import ROOT, every_page, headings, links, local_target


@pytest.mark.parametrize("page", every_page(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_resolve(page) -> None:  # type: ignore[no-untyped-def]
    for link in links(page):
        target = local_target(page, link)
        assert target is None or target.exists(), f"{link} leads nowhere"
        anchor = link.partition("#")[2]
        anchored = target or page
        if anchor and "://" not in link and anchored.suffix == ".md":
            assert anchor in headings(anchored), f"{link}: no such heading"


def test_no_page_leads_out_of_the_project() -> None:
    for page in every_page():
        for link in links(page):
            target = local_target(page, link)
            assert target is None or target.is_relative_to(ROOT), f"{page}: {link}"
