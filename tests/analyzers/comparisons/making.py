"""Articles' figures made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analyzers.comparisons.figures import Figures

ONE = Figures(
    id="a",
    title="One",
    outlet="Here",
    published_at="2019-03-12T09:31",
    tags='["roads"]',
    comments=60,
    persons=40,
    said_support=16.0,
    said_neutral=14.0,
    said_oppose=10.0,
    engine="neural 4",
    errors_of="neural 4",
    support=0.4,
    support_low=0.25,
    support_high=0.55,
    neutral=0.35,
    neutral_low=0.2,
    neutral_high=0.5,
    oppose=0.25,
    oppose_low=0.1,
    oppose_high=0.4,
    split=0.5,
    split_low=0.3,
    split_high=0.7,
    replies_agree=12,
    replies_neutral=10,
    replies_disagree=18,
    replies_worth=30.0,
    sentiment=0.1,
    sentiment_variance=0.001,
    heat=0.2,
    frustration=0.3,
    labelled=0,
)


def article(name: str, **figures: Any) -> Figures:
    """Make an article that differs from ``ONE`` in what is given."""
    return replace(ONE, id=name, title=f"Title of {name}", **figures)


def sounding(outlet: str, *tones: float) -> list[Figures]:
    """Make an outlet's articles that sound so, exactly, and are alike in all else."""
    return [
        article(f"{outlet}{n}", outlet=outlet, sentiment=tone, sentiment_variance=0.0)
        for n, tone in enumerate(tones)
    ]
