"""What the line carries when a browser opens the home page for the first time and keeps nothing yet."""

from __future__ import annotations

import re
from typing import Any, Final

from tests.web.people import browser_of
from tests.web.village import Village

from antu.platform.actor import PERMISSIONS

#: Packed: styles 86 kB, the shell's script 10 kB, the one that draws charts 179 kB. Every later page takes none of it.
STYLES_AND_SCRIPTS: Final = 280_000
_PARTS: Final = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def test_styles_and_scripts_come_packed_and_within_their_weight(village: Village) -> None:  # noqa: ARG001 - it is shown
    browser = browser_of(*PERMISSIONS)
    weight = {}
    for path in dict.fromkeys(_PARTS.findall(browser.get("/").content.decode())):
        part: Any = browser.get(path, headers={"accept-encoding": "gzip"})
        assert part["Content-Encoding"] == "gzip"
        weight[path] = len(b"".join(part.streaming_content))
    assert {"app.css", "app.js", "charts.js"} <= {path.rpartition("/")[2] for path in weight}
    assert sum(weight.values()) <= STYLES_AND_SCRIPTS
