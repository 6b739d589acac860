"""Money of the renminbi as integer fen. Nothing here rounds unless its name says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from antu.kernel.errors import BadInput, Problem
from antu.kernel.exact import Exact, exact
from antu.kernel.numerals import amount_in_words


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen. Compares and adds with money only: an int beside it is a mistake, not fen or yuan."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"money is a whole number of fen, not {type(self.fen).__name__}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Money from yuan as text: ``1,234.50``, ``1234.5``, ``-3``.

        Raises BadInput (``R-NUMBER``) for anything else: words, exponents, NaN, more than two decimals.
        """
        return cls._exactly(exact(text), text)

    @classmethod
    def from_yuan(cls, yuan: Exact) -> Self:
        """Money from exact yuan; BadInput when there is a part smaller than a fen, TypeError for a float."""
        return cls._exactly(exact(yuan), str(yuan))

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Self:
        """The sum of the amounts; of none, zero."""
        return cls(sum(amount.fen for amount in amounts))

    @classmethod
    def _exactly(cls, yuan: Fraction, given: str) -> Self:
        fen = yuan * 100
        if fen.denominator != 1:
            raise BadInput(Problem("R-NUMBER", f"金额「{given}」不足一分的部分不能入账；请填写到分（两位小数）"))
        return cls(fen.numerator)

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan with exactly two decimals."""
        return Decimal(str(self))

    def grouped(self) -> str:
        """Yuan with thousands separators: ``1,234.50``."""
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100:,}.{abs(self.fen) % 100:02d}"

    def in_words(self) -> str:
        """The amount in financial capitals (大写)."""
        return amount_in_words(self.fen)

    def split(self, weights: Mapping[str, Exact], remainder_to: str) -> dict[str, Money]:
        """Parts in proportion to the weights that add to the amount exactly.

        Each part is cut to the fen towards zero; the named owner takes what is left, so that who gains by rounding is
        decided and not an accident. Raises ValueError for a negative weight, weights that add to nothing, or an owner
        who is not among them.
        """
        shares = {name: exact(weight) for name, weight in weights.items()}
        whole = sum(shares.values(), Fraction(0))
        if whole == 0 or any(share < 0 for share in shares.values()):
            raise ValueError("weights are not negative and one of them is above zero")
        if remainder_to not in shares:
            raise ValueError(f"{remainder_to} takes the remainder but has no weight")
        parts = {name: Money(int(self.fen * share / whole)) for name, share in shares.items()}
        parts[remainder_to] += self - Money.total(parts.values())
        return parts

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100}.{abs(self.fen) % 100:02d}"

    def __bool__(self) -> bool:
        return self.fen != 0

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))
