from __future__ import annotations

import base64
import hashlib
import json
import re
import sqlite3
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from reports import queries
from reports.facts import write
from reports.material import Material
from reports.packing import unpacked
from reports.page import write_report
from reports.plain import source_name
from reports.scripts import plotly_source, to_json
from reports.story import tell
from tests.reports.fixture_thread import (
    ARTICLE,
    EMPTY,
    ESCAPES,
    FRESH,
    LINK,
    LONG_WORD,
    MARKUP,
    SAID,
    TEMPLATE,
    TURNED,
    ZALGO,
    Said,
    add_article,
    add_comments,
    build,
    build_large,
    connect,
    mark_analyzed,
)
from threads.errors import ArticleNotFound, RejoinderError


def words_of(soup: BeautifulSoup, position: int) -> str:
    return "".join(soup.select_one(f"#c{position} .words").get_text().split())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", [MARKUP, TEMPLATE, LINK, TURNED, LONG_WORD, ZALGO], ids=lambda text: text[:12]
)
def test_hostile_words_are_shown_as_they_are(soup: BeautifulSoup, text: str) -> None:
    position = 1 + [one.text for one in SAID].index(text)
    assert words_of(soup, position) == "".join(text.split())


def test_terminal_escapes_are_made_visible(soup: BeautifulSoup, folder: Path) -> None:
    position = 1 + [one.text for one in SAID].index(ESCAPES)
    assert words_of(soup, position).startswith("␛[31mred␛[0m")
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f]", (folder / f"{ARTICLE}.html").read_text("utf-8")
    )


def test_only_our_own_elements_are_on_the_page(soup: BeautifulSoup) -> None:
    assert len(soup.find_all("script")) == 3
    assert not soup.find_all(["img", "iframe", "object", "embed", "link", "base", "form", "i"])
    assert not [tag for tag in soup.find_all(True) if any(n.startswith("on") for n in tag.attrs)]
    links = {link["href"] for link in soup.find_all("a")}
    outside = {link for link in links if not link.startswith("#")}
    assert outside == {"https://example.org/2019/10/leaf-blowers"}


def test_links_within_the_page_lead_somewhere(soup: BeautifulSoup) -> None:
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    assert len(ids) == len(soup.find_all(id=True))
    inside = {link["href"][1:] for link in soup.select('a[href^="#"]')}
    assert inside <= ids


def test_an_address_that_is_no_web_page_is_no_link(folder: Path) -> None:
    empty = (folder / f"{EMPTY}.html").read_text("utf-8")
    assert "javascript:alert(3)" not in empty


def test_every_number_is_that_of_its_query(
    db: sqlite3.Connection, soup: BeautifulSoup, material: Material
) -> None:
    numbers = soup.find_all("data")
    assert len(numbers) > 250
    counted = {
        f"{of}/{name}": value
        for section in tell(material).sections
        for of, numbers in section.counted.items()
        for name, value in numbers.items()
    }
    found = {}
    for name, query in queries.BY_NAME.items():
        by_time = {"by_time": material.by_time} if "by_time" in query.defaults else {}
        found[name] = {row.key: row for row in query.rows(db, ARTICLE, **by_time)}
    for number in numbers:
        query, _, rest = number["data-from"].partition("/")
        key, _, column = rest.rpartition("/")
        value = counted[rest] if query == "figure" else getattr(found[query][key], column)
        assert number["value"] == repr(value)
        kinds = ("count", "share", "score", "part")
        assert number.get_text() in {write(value, kind) for kind in kinds}


def test_sentences_hold_no_number_of_their_own(folder: Path) -> None:
    soup = BeautifulSoup((folder / f"{ARTICLE}.html").read_text("utf-8"), "lxml")
    for sentence in soup.select(".finding, .second, .warning, .sure dd, h2:not(#made) + p"):
        for known in sentence.select("data, a"):
            known.replace_with("")
        told = sentence.get_text().replace("from −1 (harsh) to +1 (kind)", "").replace(" 10 ", "")
        assert not re.search(r"\d", told), told


def test_the_finding_comes_first_and_says_who_told_it(page: Path) -> None:
    soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
    headings = [heading.get_text() for heading in soup.find_all("h2")]
    assert headings == [
        "The finding",
        "The split",
        "Where it splits",
        "Chains",
        "What follows what",
        "Over time",
        "How opinion moves",
        "Camps",
        "Targets",
        "Voices and words",
        "How sure",
        "How it was made",
    ]
    finding = soup.select_one(".finding")
    assert finding is not None
    assert finding.get_text().startswith("24 comments by 13 to 17 persons: 41% (30% to 52%) of")
    assert "told by a program (engine neural)" in soup.select(".warning")[0].get_text()


def test_an_audited_page_says_so_and_shows_the_audited_shares(
    audited: sqlite3.Connection, tmp_path: Path
) -> None:
    file = write_report(audited, [ARTICLE], tmp_path / "audited.html")
    soup = BeautifulSoup(file.read_text("utf-8"), "lxml")
    assert "by 12 labels made by hand, 41% (30% to 52%)" in soup.select_one(".finding").get_text()  # type: ignore[union-attr]
    assert soup.select(".warning")[0].get_text().startswith("Audited: 12 of the 22 comments")
    heads = [head.get_text() for head in soup.select('[aria-labelledby="split"] thead th')]
    assert "towards the article, corrected by hand" in heads
    assert "corrected by hand" in file.read_text("utf-8").split('id="report-data"')[1]


def test_each_comment_says_who_when_what_and_whom_it_answers(soup: BeautifulSoup) -> None:
    comment = soup.select_one("#c2")
    assert isinstance(comment, Tag)
    told = " ".join(comment.get_text(" ").split())
    for part in ("#2", "Rake & Sons", "7 Oct 2019, 09:22", "Re: About time", "opposes the article",
                 "disagrees with #1", "Answers #1 Hedgerow", "100%", "show in tree"):  # fmt: skip
        assert part in told
    assert comment.select_one("time")["datetime"] == "2019-10-07T09:22"  # type: ignore[index]
    removed = soup.select_one("#c21")
    assert removed is not None and "Removed by the site." in removed.get_text()


def test_comments_stand_in_reading_order(soup: BeautifulSoup, material: Material) -> None:
    shown = [comment["id"] for comment in soup.select(".comment")]
    assert shown == [f"c{branch.row.position}" for branch in material.tree.branches.values()]


def test_a_chain_without_replies_has_no_counts_of_them(
    soup: BeautifulSoup, material: Material
) -> None:
    (rows,) = (table.select("tbody tr") for table in soup.select("section:has(#chains) .sortable"))
    cells = {row.a.text: [cell.text for cell in row.select("td")] for row in rows}
    for chain in material.chains:
        agree, neutral, disagree, _, split, heat = cells[f"#{chain.position}"][3:9]
        uncounted = {agree, neutral, disagree, split, heat} == {"–"}
        assert uncounted == (chain.comments == 1 or chain.split is None), chain.position


def test_a_strip_says_what_was_not_scored(soup: BeautifulSoup) -> None:
    said = [strip["aria-label"] for strip in soup.select("svg.strip")]
    assert any(words.endswith(" oppose, 2 not scored") for words in said)
    assert any(words.endswith(" oppose") for words in said)


def test_quotes_tell_whose_words_they_are(soup: BeautifulSoup) -> None:
    quote = soup.select_one("#c3 blockquote")
    assert quote is not None and quote.get_text() == "four times as longfrom #2 Rake & Sons"
    assert quote.select_one("a")["href"] == "#c2"  # type: ignore[index]
    inline = soup.select_one("#c22 .quoted")
    assert inline is not None and inline.get_text() == "petrol engines"


def test_comment_text_takes_its_own_direction(soup: BeautifulSoup) -> None:
    assert all(part.get("dir") == "auto" for part in soup.select(".words p:not(blockquote p)"))
    assert all(part.get("dir") == "auto" for part in soup.select(".words blockquote, .subject"))


def test_how_it_was_made_can_be_checked(soup: BeautifulSoup, page: Path) -> None:
    made = soup.select_one('section[aria-labelledby="made"]')
    assert made is not None
    told = made.get_text()
    for part in ("0f" * 32, "ab" * 32, "leaf-blowers.html", "negative_at -0.05", "c" * 12):
        assert part in told
    assert "of-somebody" not in page.read_text("utf-8"), "a path tells of the machine"
    shown = {pre.get_text() for pre in made.select("pre")}
    assert shown == {query.sql for query in queries.QUERIES}


def test_the_page_says_how_to_cite_it(soup: BeautifulSoup) -> None:
    told = " ".join(soup.select_one('[aria-labelledby="made"]').get_text().split())  # type: ignore[union-attr]
    assert "Town Silences <i>Petrol</i> Leaf Blowers & Wakes No One”" in told
    assert f"data SHA-256 {'0f' * 6}. Give each share with its interval" in told


def test_the_policy_names_every_script_by_its_hash(page: Path, soup: BeautifulSoup) -> None:
    policy = soup.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]  # type: ignore[index]
    assert "default-src 'none'" in policy and "unsafe-eval" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    assert len(scripts) == 1
    for script in (*scripts, plotly_source()):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    scripting = re.search(r"script-src ([^;]*)", str(policy))
    assert scripting and "unsafe-inline" not in scripting[1]


def test_data_inside_the_page_cannot_end_its_script() -> None:
    value = {"b": ["</script><!--", "\u2028&"], "a": 1}
    text = to_json(value)
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == value
    assert text.startswith('{"a":1')


def first_difference(one: Path, other: Path) -> tuple[bytes, bytes] | None:
    """Give what stands around it in both; pytest would compare megabytes for hours to show it."""
    here, there = one.read_bytes(), other.read_bytes()
    if here == there:
        return None
    pairs = enumerate(zip(here, there, strict=False))
    at = next((n for n, (mine, yours) in pairs if mine != yours), min(len(here), len(there)))
    return here[max(0, at - 80) : at + 80], there[max(0, at - 80) : at + 80]


def test_twice_gives_the_same_bytes(db: sqlite3.Connection, page: Path, tmp_path: Path) -> None:
    again = write_report(db, [ARTICLE], tmp_path / "again.html")
    assert first_difference(again, page) is None
    other = write_report(build(tmp_path / "other.db"), [ARTICLE], tmp_path / "o.html")
    assert first_difference(other, page) is None


def test_a_title_of_ones_own(db: sqlite3.Connection, tmp_path: Path) -> None:
    file = write_report(db, [ARTICLE], tmp_path / "t.html", title="Mine & <yours>")
    soup = BeautifulSoup(file.read_text("utf-8"), "lxml")
    assert soup.title is not None and soup.title.get_text() == "Mine & <yours>"
    assert "Town Silences <i>Petrol</i>" in soup.select_one(".byline").get_text()  # type: ignore[union-attr]


def test_an_article_without_comments_says_so(folder: Path) -> None:
    soup = BeautifulSoup((folder / f"{EMPTY}.html").read_text("utf-8"), "lxml")
    assert "There are no comments to report on." in soup.get_text()
    assert not soup.select(".plot")
    assert len(soup.find_all("script")) == 2, "no pictures, no plotly"


def test_pages_are_the_same_to_the_byte_whoever_makes_them(
    db: sqlite3.Connection, folder: Path, tmp_path: Path
) -> None:
    index = write_report(db, [ARTICLE, EMPTY], tmp_path / "two", jobs=2)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {path.name: path.read_bytes() for path in index.parent.iterdir()} == files
    assert len(files) == 7


def test_several_articles_are_compared_in_a_folder(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    pages = {f"{article}.{ending}" for article in (ARTICLE, EMPTY) for ending in ("html", "json")}
    assert names == {"index.html", "index.json", "plotly.min.js", *pages}
    soup = BeautifulSoup((folder / "index.html").read_text("utf-8"), "lxml")
    assert [link["href"] for link in soup.select("tbody a")] == [f"{ARTICLE}.html", f"{EMPTY}.html"]
    first = [cell.get_text(strip=True) for cell in soup.select("tbody tr")[0].select("td")]
    assert first[:4] == ["7 Oct 2019", "24", "27", "13to17"]
    assert first[4:7] == ["22%10%to30%", "41%30%to52%", "37%25%to50%"]
    page = (folder / f"{ARTICLE}.html").read_text("utf-8")
    assert '<script src="plotly.min.js">' in page and len(page) < 500_000


def test_the_page_that_leads_to_the_others_is_put_there_last(
    db: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_earnest, put = Path.replace, list[str]()

    def replace(part: Path, final: Path) -> Path:
        put.append(final.name)
        return in_earnest(part, final)

    monkeypatch.setattr(Path, "replace", replace)
    write_report(db, [ARTICLE, EMPTY], tmp_path / "out")
    assert put[-1] == "index.html"
    assert sorted(put) == sorted(path.name for path in (tmp_path / "out").iterdir())


def test_a_small_thread_has_sentences_for_pictures(tmp_path: Path) -> None:
    db = connect(tmp_path / "small.db")
    add_article(db, ARTICLE, title="Small", url=None, claimed=None)
    add_comments(db, ARTICLE, [Said("Ann", None, "Yes!", "support", "agree", 0.4)])
    mark_analyzed(db, ARTICLE)
    soup = BeautifulSoup(write_report(db, [ARTICLE], tmp_path / "s.html").read_text(), "lxml")
    assert [plot["id"] for plot in soup.select(".plot")] == ["figure-tree"]
    told = " ".join(soup.get_text(" ").split())
    assert "too few to speak of shares" in told
    assert "Too few comments were scored to draw bars." in told
    assert "Too few comments to draw a line through." in told


def test_comments_whose_words_are_all_gone(tmp_path: Path) -> None:
    db = connect(tmp_path / "gone.db")
    add_article(db, ARTICLE, title="Gone", url=None, claimed=2)
    add_comments(db, ARTICLE, [Said("Ann", None, "", None, None, None, state="removed")])
    told = write_report(db, [ARTICLE], tmp_path / "g.html").read_text("utf-8")
    assert "None of the comments has its text on the page." in told


def test_a_thread_in_another_language_is_said_to_be_one(tmp_path: Path) -> None:
    db = build(tmp_path / "t.db")
    db.execute("DELETE FROM stance")
    db.execute("DELETE FROM sentiment")
    db.execute("DELETE FROM target_stance")
    db.execute("UPDATE language SET language = 'de', scored = 0")
    soup = BeautifulSoup(write_report(db, [ARTICLE], tmp_path / "s.html").read_text(), "lxml")
    told = " ".join(soup.get_text(" ").split())
    assert "made for English: 24 comments in German." in told
    assert len([chip for chip in soup.select(".chip") if "in German" in chip.get_text()]) == 24
    assert not soup.select(".second")
    assert [plot["id"] for plot in soup.select(".plot")] == ["figure-tree", "figure-voices"]
    assert not soup.select('#split, #time, .strip, .legend, input[name="by"]')
    assert {link["href"] for link in soup.select("nav a")} == {
        f"#{section['aria-labelledby']}" for section in soup.select("section")
    }


def test_stance_left_out_is_said(tmp_path: Path) -> None:
    db = build(tmp_path / "t.db")
    db.execute("DELETE FROM stance")
    soup = BeautifulSoup(write_report(db, [ARTICLE], tmp_path / "s.html").read_text(), "lxml")
    assert "none could be scored for its stance" in soup.select_one(".finding").get_text()  # type: ignore[union-attr]


def test_what_was_not_analyzed_is_refused_before_anything_is_written(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    with pytest.raises(RejoinderError, match=r"not analyzed yet \(run rejoinder analyze"):
        write_report(db, [ARTICLE, FRESH], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_done_is_said(db: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(ArticleNotFound):
        write_report(db, ["nobody"], tmp_path / "x.html")
    with pytest.raises(RejoinderError, match="no article"):
        write_report(db, [], tmp_path / "x.html")
    with pytest.raises(RejoinderError, match="2 articles need a folder"):
        write_report(db, [ARTICLE, EMPTY], tmp_path / "x.html")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RejoinderError, match="cannot be written"):
        write_report(db, [ARTICLE], tmp_path / "file" / "x.html")


def test_one_article_into_a_folder_and_the_same_one_twice(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    assert write_report(db, [EMPTY, EMPTY], tmp_path) == tmp_path / "index.html"


@pytest.mark.parametrize(
    ("source", "name"),
    [("https://example.org/a?b=c", "https://example.org/a?b=c"),
     ("some/folder/page.html", "page.html"), ("C:\\pages\\page.txt", "page.txt"), ("-", "-")],
)  # fmt: skip
def test_sources_are_named_without_their_folders(source: str, name: str) -> None:
    assert source_name(source) == name


def test_ten_thousand_levels_make_a_page(tmp_path: Path) -> None:
    db = build_large(tmp_path / "deep.db", 10_000, deep=True)
    page = write_report(db, [ARTICLE], tmp_path / "deep.html").read_text("utf-8")
    parts = re.findall(r"</ol>\n<script[^>]*>(.*?)</script>", page)
    assert sum(part.count('<li class="comment') for part in (page, *map(unpacked, parts))) == 10_000
    assert "folds the other" in page
