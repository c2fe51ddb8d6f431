"""What a competent user writes in an afternoon: pages to a tree and sentiment in a database.

    python benchmarks/naive.py FOLDER DB

BeautifulSoup with html.parser, vaderSentiment, sqlite-utils, as their documentation shows them. The
tree is that of the page's own nested lists. It reads WordPress's pages and nothing else, keeps
neither quotes nor evidence, and reads all again each time: the least that does the job.
"""

from __future__ import annotations

import sys
from pathlib import Path

import sqlite_utils
from bs4 import BeautifulSoup
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


def main(folder: str, database: str) -> int:
    """Read all pages of a folder into a database; gives the number of comments."""
    analyzer = SentimentIntensityAnalyzer()
    db = sqlite_utils.Database(database)
    count = 0
    for path in sorted(Path(folder).rglob("*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        article = {"id": path.stem, "title": soup.h1.get_text(strip=True)}
        db["articles"].insert(article, pk="id", replace=True)
        rows = list(comments(soup, path.stem, analyzer))
        db["comments"].insert_all(rows, pk="id", replace=True)
        count += len(rows)
    return count


def comments(soup, article, analyzer):
    for item in soup.find_all("li", class_="comment"):
        above = item.find_parent("li", class_="comment")
        body = item.find("div", class_="comment-content")
        text = body.get_text("\n", strip=True)
        yield {
            "id": item["id"],
            "article": article,
            "parent": above["id"] if above else None,
            "author": item.find(class_="fn").get_text(strip=True),
            "time": item.find("time")["datetime"],
            "text": text,
            "compound": analyzer.polarity_scores(text)["compound"],
        }


if __name__ == "__main__":
    print(f"{main(sys.argv[1], sys.argv[2]):,} comments")
