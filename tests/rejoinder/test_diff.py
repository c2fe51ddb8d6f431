"""``rejoinder diff`` on a thread that grows, is edited and thinned out."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from rejoinder.word_diff import word_diff
from tests.rejoinder.conftest import Cli

HOSTILE = "\x1b[2J\x1b]0;owned\x07\u202egnp" + "e" + "\u0301\u0489" * 30


@dataclass(frozen=True)
class Said:
    """A comment of the page; ``notice`` is the site's own line above its words."""

    number: int
    author: str
    words: str
    subject: str = ""
    notice: str = ""

    def markup(self) -> str:
        spare = f"<p>{self.notice}</p>" if self.notice else ""
        return (
            f'<li class="cmt" id="c{self.number}">\n<p class="cname"><a name="c{self.number}"></a>'
            f"{html.escape(self.author)}, 12 Mar 2019 @ 9:{self.number:02d}am</p>\n"
            f"<h4>{self.subject}</h4>\n"
            f'<div class="cbody">\n{spare}<p>{html.escape(self.words)}</p>\n</div>\n</li>\n'
        )


FIRST = tuple(
    Said(number, f"Reader {number}", f"The pond of parish {number} was drained in a day, they say.")
    for number in range(1, 9)
)
FLAG = "This comment has been flagged by the community. Click here to show it"
LONG = " ".join(f"word{n}" for n in range(100))


class Site:
    """A page that is saved again and again under one name, in the layout of the example."""

    def __init__(self, cli: Cli, doorbells: Path) -> None:
        text = doorbells.read_text("utf-8")
        start, end = text.index('<li class="cmt"'), text.rindex("</li>") + len("</li>")
        self.cli, self.top, self.bottom = cli, text[:start], text[end:]

    def save(self, *comments: Said, name: str = "page.html") -> None:
        body = "".join(comment.markup() for comment in comments)
        Path(name).write_text(self.top + body + self.bottom, "utf-8")
        assert self.cli("read", "o.db", name).exit_code == 0

    def changed(self, *words: object) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.cli("diff", "o.db", *words, "--json").stdout)
        return found

    def kinds(self, *words: object) -> list[tuple[int, list[str]]]:
        return [(one["position"], one["kinds"]) for one in self.changed(*words)["differences"]]


@pytest.fixture
def site(cli: Cli, doorbells: Path) -> Site:
    return Site(cli, doorbells)


def grown() -> list[Said]:
    """What became of the first comments: one of each kind of change, and a new one."""
    one, two, three, four, five, _, *rest = FIRST
    return [
        one,
        replace(two, words=two.words.replace("a day", "a week")),
        replace(three, words="[removed]"),
        replace(four, notice=FLAG),
        replace(five, author="[deleted]"),
        *rest,
        Said(9, "Newcomer", "I was there with a bucket.", subject="Buckets"),
    ]


def test_every_kind_of_change_is_told_and_counted(site: Site) -> None:
    site.save(*FIRST)
    site.save(*grown())
    assert site.kinds() == [
        (2, ["edited"]), (3, ["removed"]), (4, ["flagged"]), (5, ["renamed"]), (6, ["gone"]),
        (9, ["new"]),
    ]  # fmt: skip
    counted = {name: count for name, count in site.changed()["counts"].items() if count}
    assert counted == dict.fromkeys(("new", "edited", "renamed", "removed", "flagged", "gone"), 1)
    lines = site.cli("diff", "o.db").stdout.splitlines()
    assert " ".join(lines[:2]) == (
        "1 new, 1 edited, 1 under another name, 1 removed by the site, 1 newly hidden, 1 gone from"
        " the page"
    )
    heads = [line for line in lines if line.startswith("#")]
    assert [head.rsplit(" · ", 1)[1] for head in heads] == [
        "edited", "removed by the site", "newly hidden", "under another name",
        "gone from the page", "new",
    ]  # fmt: skip


def test_what_is_gone_or_removed_is_still_shown_as_it_was(site: Site) -> None:
    site.save(*FIRST)
    site.save(*grown())
    said = site.cli("diff", "o.db").stdout
    for number in (3, 4, 6):
        assert FIRST[number - 1].words in said
    assert "[-day,-] {+week,+}" in said
    assert "author: [-Reader 5-] {+[deleted]+}" in said
    assert "  Buckets\n" in said


def test_what_was_hidden_before_it_was_read_is_said(site: Site) -> None:
    site.save(*FIRST)
    hidden = Said(9, "Newcomer", "Rubbish, all of you.", notice=FLAG)
    site.save(*FIRST, hidden, Said(10, "Other", "[removed]"))
    heads = [line for line in site.cli("diff", "o.db").stdout.splitlines() if line[:1] == "#"]
    assert heads[0].endswith(" · new, hidden by flags")
    assert heads[1].endswith(" · new, removed by the site")


def test_what_is_taken_back_is_told(site: Site) -> None:
    site.save(*FIRST)
    site.save(*grown())
    site.save(*FIRST, *grown()[-1:])
    kinds = dict(site.kinds())
    assert kinds[2] == ["edited"]
    assert kinds[3] == ["restored"]
    assert kinds[5] == ["renamed"]
    # Since the first reading nothing came of these.
    assert not {2, 3, 5} & dict(site.kinds("--since", "first")).keys()


def test_a_thread_that_grows_for_days(site: Site) -> None:
    talk = [Said(n, f"Reader {n}", f"Thought number {n} on ponds.") for n in range(1, 31)]
    for day, much in enumerate((6, 12, 12, 30), 1):
        site.save(*talk[:much])
        since = site.changed()
        # The third day brings the page as it was: no snapshot, and the news stay what they were.
        assert (since["since"] is None) == (day == 1)
    assert site.kinds() == [(n, ["new"]) for n in range(13, 31)]
    assert site.kinds("--since", "1") == [(n, ["new"]) for n in range(7, 31)]
    assert site.changed("--since", "first")["counts"]["new"] == 24


def test_saved_pages_may_have_any_name(site: Site) -> None:
    site.save(*FIRST, name="monday.html")
    site.save(*(one for one in FIRST if one.number not in {4, 5}), name="friday.html")
    assert site.kinds() == [(4, ["gone"]), (5, ["gone"])]
    found = site.changed()
    assert (found["since"]["source"], found["until"]["source"]) == ("monday.html", "friday.html")


def test_nothing_changed_is_said(site: Site) -> None:
    site.save(*FIRST)
    text = Path("page.html").read_text("utf-8")
    Path("page.html").write_text(text.replace("</body>", "<!-- another advertisement --></body>"))
    site.cli("read", "o.db", "page.html")
    result = site.cli("diff", "o.db")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("nothing changed\nCity Decides")
    assert "(snapshots 1 and 2)" in result.stdout
    assert site.changed()["differences"] == []
    late = site.cli("diff", "o.db", "--since", "2999-01-01")
    assert (late.exit_code, late.stdout) == (0, "")
    assert late.stderr.startswith("rejoinder: nothing to compare: nothing was read after 20")


def test_one_reading_has_nothing_to_compare(site: Site) -> None:
    site.save(*FIRST)
    result = site.cli("diff", "o.db")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("rejoinder: nothing to compare: the article was read once, 20")
    assert site.changed()["since"] is None
    late = site.cli("diff", "o.db", "--since", "2999-01-01").stderr
    assert "the article was read once" in late


def test_a_change_in_a_long_comment_is_shown_with_what_is_around_it(site: Site) -> None:
    long = Said(9, "Reader 9", LONG)
    site.save(*FIRST, long)
    site.save(*FIRST, replace(long, words=LONG.replace("word50", "another")))
    short, full = (site.cli("diff", "o.db", *how).stdout for how in ((), ("--full",)))
    assert "[-word50-] {+another+}" in short and "[-word50-] {+another+}" in full
    assert "word45" in short and "word20" not in short and "…" in short
    assert "word20" in full and "…" not in full


def test_no_comment_chooses_which_of_its_lines_are_shown(site: Site) -> None:
    long = Said(9, "Reader 9", LONG)
    site.save(*FIRST, long)
    site.save(*FIRST, replace(long, words=f"{LONG.replace('word', 'other')} \ue000x\ue001 the end"))
    shown = site.cli("diff", "o.db").stdout
    assert "[-word0 word1" in shown
    assert "the end" not in shown and "\ue000" not in shown
    assert "\ufffdx\ufffd" in site.cli("diff", "o.db", "--full").stdout


def test_hostile_words_are_neutralised(site: Site) -> None:
    evil = Said(9, f"Toll{HOSTILE}", f"{LONG} {HOSTILE} {LONG}")
    site.save(*FIRST, evil)
    site.save(*FIRST[1:], replace(evil, words=f"{HOSTILE} {LONG}", author=f"x{HOSTILE}"))
    site.save(*FIRST[1:], Said(10, HOSTILE, HOSTILE + LONG * 3, subject=f"Re: {HOSTILE}"))
    for words in ((), ("--since", "1"), ("--since", HOSTILE), ("--full",)):
        result = site.cli("diff", "o.db", *words)
        printed = result.stdout + result.stderr
        assert "owned" in printed
        assert not set(printed) & {"\x1b", "\x07", "\u202e", "\u0489"}
    shown = site.cli("diff", "o.db").stdout
    assert max(map(len, shown.splitlines())) <= 80


def test_words_taken_out_and_put_in_are_marked() -> None:
    assert word_diff("a b  c", "a x c d") == "a [-b-] {+x+} c {+d+}"
    assert word_diff("", "a") == "{+a+}"
    long = "word " * 3_000
    assert word_diff(long, "short").endswith("-] {+short+}")


def test_words_far_from_a_change_are_left_out() -> None:
    words = [f"w{n}" for n in range(40)]
    changed = [*words[:20], "new", *words[21:]]
    assert word_diff(" ".join(words), " ".join(changed), around=2) == (
        "… w18 w19 [-w20-] {+new+} w21 w22 …"
    )
    assert word_diff("a b c d", "a b c e", around=2) == "a b c [-d-] {+e+}"
