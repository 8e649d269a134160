"""Sparse matrices by rows, in NumPy alone: SciPy takes longer to import than a list takes to compare."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer[Any]]
Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class SparseRows:
    """Rows of which only the entries other than zero are stored.

    Attributes:
        starts: where the entries of each row begin, and where those of the last one end.
        columns: of each entry.
        weights: of each entry.
        width: number of columns.
    """

    starts: Integers
    columns: Integers
    weights: Numbers
    width: int

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.starts) - 1

    def row(self, row: int) -> slice:
        """Return which entries a row has."""
        return slice(int(self.starts[row]), int(self.starts[row + 1]))

    def find_entries(self, rows: Integers) -> tuple[Integers, Integers]:
        """Return the entries of some rows, one row after the other, and how many each row has."""
        return list_ranges(self.starts[rows], self.starts[rows + 1])


def list_ranges(starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """Return the numbers of some ranges, one range after the other, and how long each range is."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths), lengths
