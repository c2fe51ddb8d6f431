from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.article_stance import ARTICLE, UNKNOWN, ToArticle, ToParent, along, carry_down
from analyzers.lineage import trace
from tests.analyzers.making import Said, thread_of

SURE = {"agree": ToParent(1, 0, 0), "disagree": ToParent(0, 0, 1), "neutral": ToParent(0, 1, 0)}


@pytest.mark.parametrize(
    ("path", "label"),
    [
        (["agree"], "support"),
        (["disagree"], "oppose"),
        (["disagree", "disagree"], "support"),
        (["disagree", "agree"], "oppose"),
        (["disagree", "agree", "disagree"], "support"),
        (["neutral", "agree"], "neutral"),
        (["agree", "neutral"], "neutral"),
    ],
)
def test_sure_labels_carry_as_signs(path: list[str], label: str) -> None:
    stance = ARTICLE
    for step in path:
        stance = along(SURE[step], stance)
    assert stance.label == label


_SHARES = st.tuples(*[st.integers(0, 100)] * 3).filter(any)


def shares(parts: tuple[int, int, int]) -> ToParent:
    return ToParent(*(part / sum(parts) for part in parts))


@given(st.lists(_SHARES, min_size=1, max_size=5))
def test_it_is_the_sum_over_all_ways_of_labelling_the_path(drawn: list[tuple[int, ...]]) -> None:
    path = [shares(parts) for parts in drawn]  # type: ignore[arg-type]
    stance = ARTICLE
    for step in path:
        stance = along(step, stance)
    support = 0.0
    for labels in product(("agree", "neutral", "disagree"), repeat=len(path)):
        if "neutral" not in labels and labels.count("disagree") % 2 == 0:
            chance = 1.0
            for step, label in zip(path, labels, strict=True):
                chance *= getattr(step, label)
            support += chance
    assert stance.support == pytest.approx(support, abs=1e-3)
    assert sum(stance) == pytest.approx(1)
    assert min(stance) >= 0


def test_a_parent_without_words_leaves_all_undecided() -> None:
    lineage = trace(thread_of([Said("", state="removed"), Said("b", 1), Said("c", 2), Said("d")]))
    carried = carry_down(dict.fromkeys(("c2", "c3", "c4"), SURE["agree"]), lineage)
    assert carried == {"c2": UNKNOWN, "c3": UNKNOWN, "c4": ARTICLE}


def test_alike_is_neutral() -> None:
    assert ToParent(0.4, 0.2, 0.4).label == "neutral"
    assert ToArticle(0.5, 0.5, 0.0).label == "neutral"
    assert (ToParent(0.41, 0.2, 0.39).label, ToArticle(0.2, 0.3, 0.5).label) == ("agree", "oppose")
