"""A figure beside the bound that it must keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """A figure beside the bound that it must keep (None: printed only)."""

    name: str
    value: float
    floor: float | None = None
    ceiling: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the figure is on the right side of its bounds."""
        above = self.floor is None or self.value >= self.floor
        return above and (self.ceiling is None or self.value <= self.ceiling)

    def __str__(self) -> str:
        bound = "" if self.floor is None else f"  at least {self.floor:.3f}"
        bound += "" if self.ceiling is None else f"  at most {self.ceiling:.3f}"
        return f"  {self.name:<44}{self.value:7.3f}{bound}{'' if self.kept else '  BELOW THE GATE'}"
