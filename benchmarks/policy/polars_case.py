"""The policies written by hand in Polars, in whole fen, over frames in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import polars as pl
import pyarrow as pa

from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import SUBJECT
from benchmarks.policy.registers import FLAT, RATES, Register

LAWFUL: Final = ["birth", "marriage", "adoption", "returned", "policy"]
FINE: Final = 10_000
Frames = Mapping[str, pl.LazyFrame]


def contestants(register: Register) -> list[Contestant]:
    """The policy as one lazy query."""
    frames = {name: _frame(register, name).lazy() for name in register.tables}
    query = _flat(frames) if register.policy == FLAT else _hunan(frames)
    return [Contestant("hand-written Polars, Int64", query.collect, _totals, register.subjects)]


def _totals(found: pl.DataFrame) -> pa.Table:
    whole = found.select(pl.col(SUBJECT), pl.exclude(SUBJECT).cast(pl.Int64)).sort(SUBJECT)
    return whole.to_arrow()


def _frame(register: Register, table: str) -> pl.DataFrame:
    """A table with numbers whole, of their last decimal, and words as Enum."""
    frame = pl.read_parquet(register.file(table)).drop("id", strict=False)
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.Decimal):
            frame = frame.with_columns((pl.col(name) * 10**kind.scale).cast(pl.Int64))
        elif kind == pl.String:
            words = frame[name].unique().sort().to_list()
            frame = frame.with_columns(pl.col(name).cast(pl.Enum(words)))
    return frame


def _rates(policy: str, table: str, column: str = "rate") -> dict[str, int]:
    """Rates in fen by their key; by ``structure grade`` where there are two."""
    rows = pl.read_csv(RATES[policy] / f"{table}.csv", infer_schema=False)
    keys = ["structure", "grade"] if {"structure", "grade"} <= set(rows.columns) else rows.columns[:1]
    fen = (rows[column].str.to_decimal(scale=2) * 100).cast(pl.Int64)
    return dict(zip(rows.select(pl.concat_str(keys, separator=" ")).to_series(), fen, strict=True))


def _rate(policy: str, table: str, by: str, column: str = "rate") -> pl.Expr:
    rates = _rates(policy, table, column)
    return pl.col(by).replace_strict(rates, default=0, return_dtype=pl.Int64)


def _half_up(value: pl.Expr, divisor: int) -> pl.Expr:
    return (value + divisor // 2) // divisor


def _days(start: str, end: str) -> pl.Expr:
    return (pl.col(end) - pl.col(start)).dt.total_days()


def _by_mode(cash: int, flat: int) -> pl.Expr:
    return pl.when(pl.col("mode") == "cash").then(cash).otherwise(flat)


def _with_floor(people: pl.Expr, each: int, floor: int) -> pl.Expr:
    return pl.when(people > 0).then(pl.max_horizontal(people * each, pl.lit(floor))).otherwise(0)


def _by_day(day: pl.Expr, rates: tuple[int, int, int]) -> pl.Expr:
    first, second, third = rates
    return pl.when(day <= 10).then(first).when(day <= 20).then(second).when(day <= 30).then(third).otherwise(0)


def _vacated_in_time() -> pl.Expr:
    return (pl.col("vacated_on") <= pl.col("vacate_by_on")).fill_null(value=False)


def _flat(frames: Frames) -> pl.LazyFrame:
    house = _rate(FLAT, "house_rate", "structure")
    items = {
        "house": _half_up(pl.col("area_m2") * house, 100),
        "temporary": _half_up(pl.col("temporary_m2") * house * 45, 10_000),
        "decoration": _half_up(pl.col("decoration_m2") * _rate(FLAT, "decoration_rate", "decoration"), 100),
        "yard": _half_up(pl.col("yard_m2") * 6455, 100),
        "wells": pl.col("wells") * 151250,
        "bamboo": pl.col("bamboo") * 1835,
        "crops": _half_up(pl.col("crop_mu") * 181275, 1000),
        "graves": pl.col("graves") * 260500,
        "moving": _with_floor(pl.col("people"), 40550, 60660) * _by_mode(1, 2),
        "transition": _with_floor(pl.col("people"), 35225, 60330) * _by_mode(6, 18),
        "sign_reward": _half_up(
            pl.min_horizontal("area_m2", pl.col("people") * 6000)
            * _by_day(_days("sign_start_on", "signed_on") + 1, (20125, 10075, 5035)),
            100,
        ),
        "vacate_reward": pl.when(_vacated_in_time()).then(2_000_000).otherwise(0),
    }
    read = frames["subject"].join(frames["project"], on="_project")
    return read.select(SUBJECT, **items).with_columns(payable=pl.sum_horizontal(*items))


def _hunan(frames: Frames) -> pl.LazyFrame:
    in_project: Callable[[str], pl.LazyFrame] = lambda name: frames[name].join(frames["project"], on="_project")  # noqa: E731
    sums = partial(_summed, frames)
    joined = in_project("subject").join(_people(in_project("members")), on=SUBJECT, how="left")
    for each in (
        _houses(in_project("buildings")),
        sums("decorations", "area_m2", "decoration_rate", "grade", pl.lit(value=True)),
        sums("fixtures", "quantity", "fixture_rate", "kind", pl.col("before_notice")),
        sums("crops", "quantity", "crop_rate", "kind", pl.col("before_notice")),
        _graves(frames["graves"]),
        _land(in_project("parcels")),
    ):
        joined = joined.join(each, on=SUBJECT, how="left")
    filled = joined.with_columns(
        pl.col(
            "population", "house", "temporary_building", "legal", "decorations", "fixtures", "crops", "graves"
        ).fill_null(0),
        pl.col("mu", "zone_total", "land_fee").fill_null(0),
    )
    items = _hunan_items()
    unpaid = {"social_security"}
    return filled.select(SUBJECT, **items).with_columns(payable=pl.sum_horizontal(*(items.keys() - unpaid)))


def _hunan_items() -> dict[str, pl.Expr]:
    household = pl.col("kind") == "household"
    people = pl.col("population")
    ours: Callable[[str], pl.Expr] = lambda name: pl.when(household).then(pl.col(name)).otherwise(0)  # noqa: E731
    theirs: Callable[[str], pl.Expr] = lambda name: pl.when(household).then(0).otherwise(pl.col(name))  # noqa: E731
    reward = _by_day(_days("sign_start_on", "signed_on") + 1, (20000, 10000, 5000))
    claims = household & (pl.col("mode") == "cash") & pl.col("purchase_subsidy_claimed")
    return {
        "house": pl.col("house"),
        "temporary_building": pl.col("temporary_building"),
        "decoration": pl.col("decorations"),
        "fixture": ours("fixtures"),
        "crop_owner": ours("crops"),
        "grave_owner": ours("graves"),
        "moving": _with_floor(people, 40000, 60000) * _by_mode(1, 2),
        "transition": _with_floor(people, 35000, 60000) * _by_mode(6, 18),
        "sign_reward": _half_up(pl.min_horizontal("legal", people * 600_000) * reward, FINE),
        "vacate_reward": pl.when(household & _vacated_in_time()).then(2_000_000).otherwise(0),
        "purchase_subsidy": pl.when(claims).then(people * 6_000_000).otherwise(0),
        "land_fee": pl.col("land_fee"),
        "resettlement_subsidy": pl.col("zone_total") - pl.col("land_fee"),
        "crop": theirs("crops"),
        "fixture_collective": theirs("fixtures"),
        "grave": theirs("graves"),
        "social_security": pl.when(household).then(0).otherwise(_half_up(pl.col("mu") * 2_000_000, FINE)),
    }


def _people(members: pl.LazyFrame) -> pl.LazyFrame:
    col: Any = pl.col
    cutoff, moved, married = col("population_cutoff_on"), col("hukou_moved_in_on"), col("married_on")
    complete = (
        12 * (cutoff.dt.year() - married.dt.year()).cast(pl.Int32)
        + cutoff.dt.month()
        - married.dt.month()
        - (cutoff.dt.day() < married.dt.day()).cast(pl.Int32)
    )
    words = pl.Enum(["include", "exclude", "review"])
    include, exclude, review = (pl.lit(word, words) for word in ("include", "exclude", "review"))
    local, by_marriage = (
        col("hukou") == "local_collective",
        col("relation").cast(pl.String).is_in(["spouse", "child_in_law"]),
    )
    ruled = (
        pl.when(col("died_on") <= cutoff).then(exclude)
        .when(col("died_on") > cutoff).then(review)
        .when(col("born_on") > cutoff).then(exclude)
        .when(col("has_other_collective_membership") | col("already_resettled") | col("is_civil_servant")).then(exclude)
        .when(col("is_career_officer")).then(review)
        .when((col("is_student") | col("is_soldier") | col("is_prisoner"))
              & (col("had_local_hukou") | (local & (col("move_in_reason") == "none")))).then(include)
        .when(local & moved.is_between(col("notice_on"), cutoff)
              & col("move_in_reason").cast(pl.String).is_in(LAWFUL)).then(include)
        .when(local & (moved >= col("notice_on"))).then(exclude)
        .when(local & (col("married_out") | col("has_contract_land") | col("resides_here"))).then(include)
        .when(local).then(review)
        .when(by_marriage & (col("hukou") == "local_nonfarm")).then(review)
        .when(by_marriage & (complete >= 24)).then(include)
        .when(by_marriage & (married <= cutoff)).then(review)
        .otherwise(exclude)
    )  # fmt: skip
    panel = col("review_decision")
    decided = (
        pl.when((pl.col("ruled") == "review") & (panel != "none"))
        .then(panel.cast(pl.String))
        .otherwise(pl.col("ruled").cast(pl.String))
    )
    included = pl.col("decided") == "include"
    counted = included.sum() + (included & pl.col("only_child_certificate")).any().cast(pl.Int64)
    return (
        members.with_columns(ruled=ruled)
        .with_columns(decided=decided)
        .group_by(SUBJECT)
        .agg(population=counted.cast(pl.Int64))
    )


def _houses(buildings: pl.LazyFrame) -> pl.LazyFrame:
    rates = _rates("hunan", "house_rate")
    grades = pl.concat_str(pl.col("structure").cast(pl.String), pl.col("grade").cast(pl.String), separator=" ")
    legal, valid = pl.col("legality") == "legal", pl.col("legality") == "temporary_valid"
    return (
        buildings.filter((pl.col("built_on") < pl.col("notice_on")) & (legal | valid))
        .with_columns(fen=pl.col("area_m2") * grades.replace_strict(rates, return_dtype=pl.Int64))
        .group_by(SUBJECT)
        .agg(
            house=pl.when(legal).then(_half_up(pl.col("fen"), FINE)).otherwise(0).sum(),
            temporary_building=pl.when(valid).then(_half_up(pl.col("fen"), 2 * FINE)).otherwise(0).sum(),
            legal=pl.when(legal).then(pl.col("area_m2")).otherwise(0).sum(),
        )
    )


def _summed(frames: Frames, table: str, quantity: str, rates: str, by: str, counts: pl.Expr) -> pl.LazyFrame:
    fen = _half_up(pl.col(quantity) * _rate("hunan", rates, by), FINE)
    return frames[table].filter(counts).group_by(SUBJECT).agg(fen.sum().alias(table))


def _graves(graves: pl.LazyFrame) -> pl.LazyFrame:
    return graves.group_by(SUBJECT).agg(graves=(pl.col("count") * _rate("hunan", "grave_rate", "kind")).sum())


def _land(parcels: pl.LazyFrame) -> pl.LazyFrame:
    price = _rate("hunan", "zone_price", "zone", "price")
    factor = _rate("hunan", "land_class_factor", "land_class", "factor")
    return (
        parcels.with_columns(mu=_half_up(pl.col("area_m2") * 3, 2000))
        .with_columns(zone_total=_half_up(pl.col("mu") * price * factor, 1_000_000))
        .group_by(SUBJECT)
        .agg(pl.col("mu").sum(), pl.col("zone_total").sum(), land_fee=_half_up(pl.col("zone_total") * 40, 100).sum())
    )
