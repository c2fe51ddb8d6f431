"""A thread that grows, as a page of a WordPress site that our server serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

START = datetime(2024, 3, 5, 9, 0)
ANGRY = (
    "No, you are wrong. That is a stupid lie and you know it.",
    "Wrong. This is nonsense, and an insult to everybody who lives there.",
    "I disagree. That is simply false, and a terrible idea too.",
    "No. You are wrong about all of it, what horrible rubbish.",
    "That is not true at all. Nobody believes this awful nonsense.",
    "You are lying. It's a bad, dishonest argument and it is false.",
    "Wrong again. What an idiotic claim, and you have been told so before.",
    "I disagree with every word. Your numbers are false and your tone is disgusting.",
    "No. Only a fool would call this fair, it is a horrible fraud.",
    "Not true. You made that up, and it's an ugly thing to make up.",
    "You are mistaken, and rude. This would be a disaster for the poor.",
    "That's a terrible lie. The harbour was never asked about any of it.",
)
# What is said twice counts as a quote, so each victim says something else.
CLAIMS = (
    "The crossing should cost nothing for everybody who wants to cross.",
    "Children and dogs travel best on the upper deck, whatever it rains.",
    "Sundays are for rowing, and whoever can't row may swim instead.",
    "A bridge would be cheaper by next spring than all these boats.",
)


@dataclass
class Growing:
    """An article's thread; ``html`` is its page as it stands."""

    name: str = "ferry"
    host: str = "https://pages.example"
    comments: list[tuple[int, int | None, str, str, datetime]] = field(default_factory=list)
    at: datetime = START
    quarrels: int = 0

    def say(self, by: str, text: str, to: int | None = None, minutes: float = 7) -> int:
        """Post a comment some minutes after the one before; gives its number on the site."""
        self.at += timedelta(minutes=minutes)
        number = 1001 + len(self.comments)
        self.comments.append((number, to, by, text, self.at))
        return number

    def quarrel(self, victim: str, by: Sequence[str]) -> int:
        """Let somebody say something and several people fall upon them; gives the comment."""
        said = self.say(victim, CLAIMS[self.quarrels % len(CLAIMS)])
        for number, angry in enumerate(by):
            self.say(angry, ANGRY[(6 * self.quarrels + number) % len(ANGRY)], to=said)
        self.quarrels += 1
        return said

    @property
    def url(self) -> str:
        return f"{self.host}/2024/03/05/{self.name}/"

    def html(self, advertisement: str = "") -> str:
        below: dict[int | None, list[str]] = {}
        for number, to, *said in reversed(self.comments):
            item = self._item(number, *said, "".join(reversed(below.pop(number, []))))
            below.setdefault(to, []).append(item)
        items = "".join(reversed(below.get(None, [])))
        return (
            f"<!DOCTYPE html><html><head><title>The {self.name} gets a timetable</title>"
            f'<link rel="canonical" href="{self.url}"></head><body>'
            f"<article><h1>The {self.name} gets a timetable</h1>"
            f'<time datetime="2024-03-05T08:00:00">5 March</time>'
            f"<p>The town of Ambleford has decided that the {self.name} gets a timetable, which"
            " everybody who ever waited there has been asking for since the first of them ran.</p>"
            f"</article><aside>{advertisement}</aside>"
            f'<div id="comments"><ol class="comment-list">{items}</ol></div></body></html>'
        )

    def _item(self, number: int, by: str, text: str, at: datetime, children: str) -> str:
        return (
            f'<li id="comment-{number}" class="comment">'
            f'<article id="div-comment-{number}" class="comment-body">'
            f'<footer class="comment-meta"><b class="fn">{escape(by)}</b>'
            f'<time datetime="{at.isoformat()}">{at}</time></footer>'
            f'<div class="comment-content"><p>{escape(text)}</p></div></article>'
            + (f'<ol class="children">{children}</ol>' if children else "")
            + "</li>"
        )
