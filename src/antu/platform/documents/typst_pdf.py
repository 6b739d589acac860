"""Fixed sheets as PDF by Typst. The same document and the same form give the same bytes, on any machine.

A form is a ``.typ`` file that an office may edit; it reads its content with ``json(bytes(sys.inputs.document))``. Fonts
come from ``pylopdf-fonts-zh-cn`` alone (Noto Sans SC and Noto Serif SC, regular only: there is no bold); the machine's
own fonts are never asked, so a sheet looks the same in every office.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn
import typst

from antu.kernel.errors import BadInput, Problem

#: Written into every PDF as its creation time; the real time is printed on the sheet, where it belongs.
FIXED_TIME: Final = 0


def render_pdf(form: Path, document: Mapping[str, object], *, tagged: bool = True) -> bytes:
    """The document (JSON-able: texts, lists, mappings) set by the form, as PDF bytes.

    ``tagged`` writes the structure that a screen reader follows; it costs as much time and room as the rest, so batches
    and long lists go without. Raises :class:`BadInput` (``D-FORM``) when the form cannot be read or set, naming the
    place in it.
    """
    if not form.is_file():
        raise BadInput(Problem("D-FORM", f"找不到表样 {form.name}；请从安装包恢复 forms 目录", {"file": form.name}))
    inputs = {"document": json.dumps(document, ensure_ascii=False, sort_keys=True)}
    try:
        compiler = typst.Compiler(form, root=form.parent, font_paths=_fonts(), sys_inputs=inputs)
        pdf = compiler.compile(format="pdf", timestamp=FIXED_TIME, pdf_tags=tagged)
    except typst.TypstError as error:
        message = f"表样 {form.name} 不能排版：{error.message}；请改正表样，或从安装包恢复"
        raise BadInput(Problem("D-FORM", message, {"file": form.name})) from error
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one run of bytes")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    folder = pylopdf_fonts_zh_cn.sans_path().parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
