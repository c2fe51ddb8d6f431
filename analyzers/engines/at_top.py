"""What engines get wrong of comments that answer the article, put right.

Both engines learned from comments that answer comments. Under an article more people agree, and a
complaint about what the article complains of sounds like disagreement to them: of those who agree
with it they find a third. So the log-odds of agree and of disagree, over neutral, are raised for
these comments by what made their labels likeliest in threads labelled by hand
(``benchmarks/train_at_top.py``); figures stand in docs/stance.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from analyzers.pairs import Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = files("analyzers") / "data" / "stance_at_top.json"


def leanings(
    engine: str, pairs: Sequence[Pair], labels: Sequence[str]
) -> NDArray[np.floating[Any]]:
    """Give what to add to the log-odds of each label (pair × label); 0 unless at top level."""
    import numpy as np

    raised = shipped()[engine]
    at_top = np.array([pair.to_article for pair in pairs], float)
    found: NDArray[np.floating[Any]] = np.outer(at_top, [raised.get(name, 0.0) for name in labels])
    return found


@cache
def shipped() -> dict[str, dict[str, float]]:
    """Read by how much the log-odds are raised: engine, then label."""
    found: dict[str, dict[str, float]] = json.loads(FILE.read_text("utf-8"))["engines"]
    return found
