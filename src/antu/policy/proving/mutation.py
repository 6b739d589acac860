"""How many small wrongs of a pack its cases and its kept run would notice, and which they would not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from antu.kernel.errors import AntuError
from antu.policy.cases import Case, read_cases, run_case
from antu.policy.computation import Json
from antu.policy.facts import Facts, read_facts
from antu.policy.faults import BadFacts
from antu.policy.load import load_pack
from antu.policy.pack import Pack
from antu.policy.proving.generate import Document
from antu.policy.proving.mutants import Mutant, mutants
from antu.policy.proving.outcomes import valued

REFUSED, BOTH, CASES, RUN, SURVIVED = "refused", "both", "cases", "run", "survived"
EVERY = (REFUSED, BOTH, CASES, RUN, SURVIVED)
_FACTS_FILES = ("pack.yaml", "facts.yaml")


@dataclass(frozen=True, slots=True)
class Notice:
    """A wrong, and what noticed it."""

    mutant: Mutant
    by: str


@dataclass(frozen=True, slots=True)
class Mutations:
    """What came of all wrongs that were tried."""

    notices: tuple[Notice, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many were noticed by what."""
        found = Counter(notice.by for notice in self.notices)
        return {by: found[by] for by in EVERY}

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The wrongs that nothing noticed."""
        return tuple(notice.mutant for notice in self.notices if notice.by == SURVIVED)

    def as_json(self) -> Json:
        """The counts and the survivors as the command line prints them."""
        survivors = [
            {"file": each.file, "line": each.line, "old": each.old, "new": each.new} for each in self.survivors
        ]
        return {"mutants": len(self.notices), "noticed_by": self.counts, "survivors": survivors}


def mutate(pack: Pack, documents: Sequence[Document], chosen: Iterable[Mutant] | None = None) -> Mutations:
    """Try every wrong of a pack, or the chosen ones, by its cases and by facts that ``read_facts`` takes."""
    run = _Run(pack, documents)
    cases = list(read_cases(pack))
    return Mutations(tuple(Notice(each, _noticed(pack, each, cases, run)) for each in chosen or mutants(pack)))


def _noticed(pack: Pack, mutant: Mutant, cases: list[Case], run: _Run) -> str:
    try:
        wrong = load_pack(mutant.files(pack))
    except AntuError:
        return REFUSED
    by_cases, by_run = _a_case_fails(wrong, cases), run.differs(wrong, mutant.file)
    return {(True, True): BOTH, (True, False): CASES, (False, True): RUN, (False, False): SURVIVED}[by_cases, by_run]


def _a_case_fails(wrong: Pack, cases: list[Case]) -> bool:
    """Whether a case fails; that case is tried first for the next wrong."""
    for at, case in enumerate(cases):
        if run_case(wrong, case):
            cases.insert(0, cases.pop(at))
            return True
    return False


@dataclass(slots=True)
class _Fact:
    document: Document
    facts: Facts
    outcome: str


@dataclass(slots=True)
class _Run:
    """The kept run of a pack: its facts with what comes of them, those first that noticed something lately."""

    pack: Pack
    documents: Sequence[Document]
    kept: list[_Fact] = field(init=False)

    def __post_init__(self) -> None:
        self.kept = list(self._facts())

    def _facts(self) -> Iterator[_Fact]:
        for document in self.documents:
            facts = read_facts(self.pack, document)
            yield _Fact(document, facts, valued(self.pack, facts).as_text())

    def differs(self, wrong: Pack, file: str) -> bool:
        for at, kept in enumerate(self.kept):
            if _outcome(wrong, kept, read_again=file in _FACTS_FILES) != kept.outcome:
                self.kept.insert(0, self.kept.pop(at))
                return True
        return False


def _outcome(wrong: Pack, kept: _Fact, *, read_again: bool) -> str:
    try:
        facts = read_facts(wrong, kept.document) if read_again else kept.facts
    except BadFacts:
        return "not taken"
    return valued(wrong, facts).as_text()
