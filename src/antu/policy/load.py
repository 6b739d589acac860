"""Loading a pack: from file names and bytes to a regulation that can compute, or every reason why it cannot."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from antu.policy.block import Block
from antu.policy.checks_file import read_checks
from antu.policy.derived_file import read_derived
from antu.policy.eligibility_file import read_eligibility, with_decision
from antu.policy.facts_file import read_facts_file
from antu.policy.faults import Faults, Place, nearest
from antu.policy.items_file import read_items
from antu.policy.names import Names
from antu.policy.pack import Pack
from antu.policy.pack_file import check_chosen_by, read_head
from antu.policy.rates import Ladder, RateTable, rate_file
from antu.policy.rates_file import read_rates
from antu.policy.source import Mapped, read_yaml
from antu.policy.steps_file import check_steps, read_steps
from antu.policy.words import Wording

PACK, FACTS, ITEMS, ELIGIBILITY, README = "pack.yaml", "facts.yaml", "items.yaml", "eligibility.yaml", "README.md"
FILES_MAX, BYTES_MAX = 200, 8 * 1024 * 1024
"""How much a pack may be: files, and bytes of all of them together."""

_REQUIRED = (PACK, FACTS, ITEMS, README)
_KNOWN = (*_REQUIRED, ELIGIBILITY)
_IN_FOLDERS = re.compile(r"rates/[a-z][a-z0-9_]*\.csv|cases/[A-Za-z0-9_-]+\.yaml", re.ASCII)


def load_pack(files: Mapping[str, bytes]) -> Pack:
    """The pack that these files hold, by their names relative to its folder (``rates/caps.csv``).

    Raises PackError with every problem found: file, line, key, what was expected and an example.
    """
    faults = Faults()
    _check_names(files, faults)
    blocks = {name: _block(name, files[name], faults) for name in _KNOWN if name in files and name != README}
    read = {name: block for name, block in blocks.items() if block is not None}
    if len(read) < len(blocks) or not {PACK, FACTS, ITEMS} <= read.keys():
        faults.raise_any()
    pack = _assembled(read, files, faults)
    faults.raise_any()
    return pack


def content_sha256(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of a pack's content: file by file in order of name, its name, its length and its bytes.

    Name and length (in digits) are each followed by a zero byte. All files count, README and cases too: a published
    pack is immutable as its folder.
    """
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()


def _check_names(files: Mapping[str, bytes], faults: Faults) -> None:
    for name in _REQUIRED:
        if name not in files:
            faults.add(Place(name), "P-FILE", f"缺少文件 {name}；一个办法必须有 {'、'.join(_REQUIRED)}")
    for name in files:
        if name not in _KNOWN and not _IN_FOLDERS.fullmatch(name):
            expected = f"这里只放 {'、'.join(_KNOWN)}、rates/*.csv 和 cases/*.yaml"
            faults.add(Place(name), "P-FILE", f"不认识的文件；{expected}{nearest(name, _KNOWN)}")


def _block(name: str, content: bytes, faults: Faults) -> Block | None:
    """The mapping of a file; None, and a fault, where it holds none: then nothing that rests on it is looked at."""
    entry = read_yaml(name, content, faults)
    if isinstance(entry, Mapped):
        return Block(name, entry, faults)
    if entry is not None:
        faults.add(Place(name, entry.line), "P-SHAPE", "文件应为「键: 值」的映射，如 id: hunan-demo-2023")
    return None


def _assembled(blocks: Mapping[str, Block], files: Mapping[str, bytes], faults: Faults) -> Pack:
    top, item_block = blocks[PACK], blocks[ITEMS]
    head = read_head(top)
    rates = read_rates(top.block("rates"), files, faults)
    facts = read_facts_file(blocks[FACTS], rates)
    check_chosen_by(top, head, facts)
    draft = read_eligibility(blocks[ELIGIBILITY], facts) if ELIGIBILITY in blocks else None
    derived_labels: dict[str, str] = {}
    item_labels: dict[str, str] = {}
    schema = with_decision(facts, draft)
    wording = Wording(schema, derived_labels, item_labels)
    checks = read_checks(top, Names(facts, rates), wording)
    names = Names(schema, rates)
    names = replace(names, steps=read_steps(item_block.block("steps"), names))
    worked, names = read_derived(item_block.block("derived"), draft, names, wording, derived_labels)
    check_steps(names)
    items = read_items(item_block, names, wording, item_labels, head.rounding)
    top.finish()
    item_block.finish()
    _check_rate_files(files, rates, faults)
    if not faults.problems:
        _check_all_read(rates, names, faults)
    return Pack(
        id=head.id,
        version=head.version,
        sha256=content_sha256(files),
        status=head.status,
        title=head.title,
        notice=head.notice,
        basis=head.basis,
        regime=head.regime,
        jurisdiction=head.jurisdiction,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        chosen_by=head.chosen_by,
        rounding=head.rounding,
        facts=facts,
        checks=checks,
        rates=rates,
        derived=worked.derived,
        evaluation=worked.evaluation,
        eligibility=worked.eligibility,
        items=items,
        wording=wording,
        files=dict(files),
    )


def _check_rate_files(files: Mapping[str, bytes], rates: Mapping[str, RateTable | Ladder], faults: Faults) -> None:
    declared = {rate_file(name) for name in rates}
    for name in files:
        if name.startswith("rates/") and name not in declared:
            faults.add(
                Place(name), "P-FILE", f"{PACK} 的 rates 没有声明这张表；请声明它，或删去文件{nearest(name, declared)}"
            )


def _check_all_read(rates: Mapping[str, RateTable | Ladder], names: Names, faults: Faults) -> None:
    for table in rates.values():
        cells = (
            [(band.row, ()) for band in table.bands]
            if isinstance(table, Ladder)
            else [(row, keys) for keys, row in table.rows.items()]
        )
        for row, keys in cells:
            for column in table.values:
                if (table.name, keys, column) not in names.uses:
                    place = Place(table.file, row.line, column)
                    faults.add(
                        place,
                        "P-RATE-UNREAD",
                        f"没有公式会读到「{'、'.join(keys) or table.label}」的这个标准；请检查键的写法，或删去这一行",
                    )
