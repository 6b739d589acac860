"""What axe finds on a page: only what stops somebody from using it."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page
from tests.architecture.shape import ROOT

AXE: Final = (ROOT / "web/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
FINDINGS: Final = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}"""


def serious_findings(page: Page) -> list[str]:
    """Each with its rule and the first elements that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return list(page.evaluate(FINDINGS))
