"""What a question is about: a place, production days, and where chosen one shift and one product."""

from dataclasses import dataclass, replace

from dashboard.period import Period


@dataclass(frozen=True)
class Scope:
    """``level`` is enterprise, site, area, line or work_unit and ``place`` the id there; ``None`` means all."""

    level: str
    place: str
    period: Period
    shift: str | None = None
    product: str | None = None

    def of(self, period: Period) -> "Scope":
        """The same place, shift and product in another period."""
        return replace(self, period=period)

    def over_all(self, by: str) -> "Scope":
        """The same without its shift or its product (``by``), to set each beside the others."""
        return replace(self, shift=None) if by == "shift" else replace(self, product=None)

    @property
    def values(self) -> dict[str, object]:
        """The parameters $level, $place, $first and $last of a question."""
        return {"level": self.level, "place": self.place, "first": self.period.first, "last": self.period.last}

    @property
    def narrowed(self) -> dict[str, object]:
        """The same and $shift and $product."""
        return {**self.values, "shift": self.shift, "product": self.product}
