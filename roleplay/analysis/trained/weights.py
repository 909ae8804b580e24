"""Reads weights shipped as data and applies them: a multinomial logistic regression over features that are present."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def feature_id(feature: str) -> int:
    """Return the number under which a feature is stored (32 bits, the same on every machine)."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


class Weights(NamedTuple):
    """One trained model.

    ``ids`` are sorted feature numbers; row ``i`` of ``rows`` (8-bit whole numbers, times ``scale``) holds the weight of
    feature ``ids[i]`` for each label. ``temperature`` divides the sums, so that the shares are calibrated.
    """

    labels: tuple[str, ...]
    ids: NDArray[np.uint32]
    rows: NDArray[np.int8]
    bias: NDArray[np.float64]
    scale: float
    temperature: float

    def _find(self, features: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        import numpy as np

        wanted = np.fromiter((feature_id(feature) for feature in features), dtype=np.uint32, count=len(features))
        at = np.searchsorted(self.ids, wanted)
        at[at == len(self.ids)] = 0
        return at, self.ids[at] == wanted

    def shares(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each label for something with these features (each counts once)."""
        (found,) = self.shares_of([tuple(dict.fromkeys(features))])
        return dict(zip(self.labels, found, strict=True))

    def shares_of(self, rows: Sequence[Sequence[str]]) -> list[list[float]]:
        """Return for each row of features, none of them twice, the probability of each of ``labels``."""
        import numpy as np

        at, known = self._find([feature for row in rows for feature in row])
        # A feature that is not known weighs nothing. Running sums, so that all rows are added up at once.
        weights = np.where(known[:, None], self.rows[at], 0).astype(np.int64)
        totals = np.concatenate([np.zeros((1, len(self.labels)), dtype=np.int64), weights.cumsum(axis=0)])
        ends = np.cumsum([len(row) for row in rows])
        starts = np.concatenate([[0], ends[:-1]])
        sums = ((totals[ends] - totals[starts]) * self.scale + self.bias) / self.temperature
        grown = np.exp(sums - sums.max(axis=1, keepdims=True))
        shares: list[list[float]] = (grown / grown.sum(axis=1, keepdims=True)).tolist()
        return shares

    def weightiest(self, features: Sequence[str], label: str, against: str, most: int) -> tuple[str, ...]:
        """Return at most ``most`` features that speak most for ``label`` and against the label ``against``."""
        at, known = self._find(features)
        column, other = self.labels.index(label), self.labels.index(against)
        pull = self.rows[at, column].astype(int) - self.rows[at, other].astype(int)
        order = sorted(range(len(features)), key=lambda i: (-pull[i], i))
        return tuple(features[i] for i in order[:most] if known[i] and pull[i] > 0)


@cache
def load_weights(name: str) -> Weights:
    """Return the weights ``name``, for example ``en.spin``; read once, and not before they are needed."""
    import numpy as np

    data = files("roleplay.analysis.trained").joinpath("weights", f"{name}.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        arrays: dict[str, Any] = {key: stored[key] for key in stored.files}
    return Weights(
        labels=tuple(str(label) for label in arrays["labels"]),
        ids=arrays["ids"],
        rows=arrays["rows"],
        bias=arrays["bias"].astype(float),
        scale=float(arrays["scale"]),
        temperature=float(arrays["temperature"]),
    )
