"""Long work of this room: writing a large compilation."""

from __future__ import annotations

from django.utils import timezone

from antu.library.access import MAY_SEE
from antu.library.services.compiling import COMPILE_JOB, CompilationAsked, write_compilation
from antu.platform.jobs.attempt import JobRun
from antu.platform.jobs.kinds import JobKind, JobOutcome


def run_compiling(run: JobRun) -> JobOutcome:
    """The compilation as a Word document."""
    asked = CompilationAsked.from_json(run.args)

    def tell(done: int, total: int) -> None:
        run.progress(done, total, "逐件读出条文和解释")

    content = write_compilation(run.actor, asked, timezone.localdate(), tell)
    path = run.file(f"{asked.title}.docx")
    path.write_bytes(content)
    return JobOutcome(f"已编成{asked.title}，{len(asked.texts)} 件文本", file=path)


JOBS: tuple[object, ...] = (JobKind(COMPILE_JOB, "编印政策汇编", run_compiling, MAY_SEE[:1]),)
