"""What is known of an article before it is compared, and what a comparison comes to."""

from __future__ import annotations

from dataclasses import dataclass

LEVEL = 0.9
NOISE = 0.1  # corrected p from which on a difference is called noise, as intervals leave out 10%
REST = "the rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An article's own figures; None where nothing was measured.

    ``persons`` have a stance; ``said_…`` are sums over them of the parts of their comments that are
    labelled so (each person 1 in all). ``support`` to ``split_high`` are ``article_split``'s.
    ``replies_…`` are replies to other comments by label, ``replies_worth`` how many they are worth
    if each person's are one voice. ``sentiment_variance`` is the square of the mean's standard
    error, persons being what varies. ``engine`` told stances, ``errors_of`` is by whose errors
    those towards the article are corrected. ``labelled`` comments have labels made by hand, which
    correct the article's own shares but none that are compared. ``tags`` is a JSON list.
    """

    id: str
    title: str
    outlet: str | None
    published_at: str | None
    tags: str
    comments: int
    persons: int
    said_support: float | None
    said_neutral: float | None
    said_oppose: float | None
    engine: str | None
    errors_of: str | None
    support: float | None
    support_low: float | None
    support_high: float | None
    neutral: float | None
    neutral_low: float | None
    neutral_high: float | None
    oppose: float | None
    oppose_low: float | None
    oppose_high: float | None
    split: float | None
    split_low: float | None
    split_high: float | None
    replies_agree: int
    replies_neutral: int
    replies_disagree: int
    replies_worth: float | None
    sentiment: float | None
    sentiment_variance: float | None
    heat: float | None
    frustration: float | None
    labelled: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is compared: its name in the results, what it is, and its range.

    ``tested``: differences are tested; not where others say the same.
    """

    name: str
    says: str
    low: float = 0.0
    high: float = 1.0
    tested: bool = True


MEASURES = (
    Measure("support", "persons that support the article"),
    Measure("neutral", "persons that take no side", tested=False),
    Measure("oppose", "persons that oppose the article"),
    Measure("lean", "support less oppose", low=-1.0),
    Measure("split", "how evenly persons are split"),
    Measure("disagree", "replies that disagree"),
    Measure("agree", "replies that agree"),
    Measure("sentiment", "how comments sound", low=-1.0),
    Measure("heat", "heat of the chains"),
    Measure("frustration", "what no two camps explain"),
)
BY_NAME = {measure.name: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 90% interval; no interval (None) where nothing says how sure it is."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Articles taken together; ``measures`` has an ``Estimate`` for each measure that is known.

    ``name`` is what they have in common: of one article by itself its id, ``title`` its title.
    """

    name: str
    title: str
    articles: tuple[str, ...]
    comments: int
    persons: int
    measures: dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Difference:
    """One group's figure less the other's, its 90% interval, and how likely chance makes as much.

    ``one`` and ``other`` are places of groups; ``other`` None: all articles of no such group.
    ``corrected`` is ``p`` corrected for the number of differences; ``more_than_noise`` where that
    is below 0.1 and the interval leaves 0 out.
    """

    measure: str
    one: int
    other: int | None
    difference: float
    low: float
    high: float
    p: float
    corrected: float = 1.0
    more_than_noise: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups with their figures, and the differences between them.

    ``by`` is what they were grouped by. ``apart``: each group is one article, and what is compared
    is these very articles. ``silent`` articles have no stance and ``unnamed`` ones nothing to be
    grouped by; both are left out. So are ``lone`` tags, of which there is but one article. Of
    ``audited`` articles some comments were labelled by hand.
    """

    by: str
    apart: bool
    silent: int
    unnamed: int
    lone: int
    audited: int
    groups: tuple[Group, ...]
    differences: tuple[Difference, ...]
