"""The upload of a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django import forms
from django.core.files.uploadedfile import UploadedFile

from antu.households.selectors.imports import ImportKind

KINDS: Final = {
    ImportKind.REGISTER: "台账工作簿（一个项目的户、人员、房屋等）",
    ImportKind.DISTRICT: "年度工作簿（机构、计划、项目、预算等）",
}

#: Larger than any register seen; a workbook of 100,000 rows is about 15 MB.
BYTES_MAX: Final = 20 * 1024 * 1024


class UploadForm(forms.Form):
    """Which workbook it is, and the file."""

    kind = forms.ChoiceField(
        label="工作簿",
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        error_messages={"required": "请选择工作簿的类别"},
    )
    file = forms.FileField(
        label="文件（.xlsx）", error_messages={"required": "请选择文件", "empty": "文件是空的，请核对后重新选择"}
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Only .xlsx, and not beyond the limit."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if Path(str(file.name)).suffix.lower() != ".xlsx":
            raise forms.ValidationError("只能导入 .xlsx 工作簿；请在 Excel 或 WPS 里另存为 .xlsx 后再选")
        if file.size is None or file.size > BYTES_MAX:
            raise forms.ValidationError("文件超过 20 MB；请按项目分成几个工作簿导入")
        return file
