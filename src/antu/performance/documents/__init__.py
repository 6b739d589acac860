"""The yearly report: what it is drafted from, and its parts."""

from antu.performance.documents.material import ReportMaterial, report_material
from antu.performance.documents.report import draft_report

__all__ = ["ReportMaterial", "draft_report", "report_material"]
