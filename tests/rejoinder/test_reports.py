"""``report``, ``run`` and ``demo``: what is written, and where."""

from __future__ import annotations

from pathlib import Path

from tests.rejoinder.conftest import EXAMPLES, Cli
from tests.rejoinder.test_read import BINARY, count
from tests.rejoinder.test_views import DOORBELLS
from tests.threads.builders import first_schema


def test_one_article_is_one_file(cli: Cli, analyzed: Path) -> None:
    result = cli("report", analyzed, "doorbell", "-o", "report.html")
    assert (result.exit_code, result.stdout) == (0, "report.html\n")
    assert DOORBELLS in Path("report.html").read_text("utf-8")


def test_several_articles_are_a_folder(cli: Cli, analyzed: Path) -> None:
    result = cli("report", analyzed, "-o", "reports")
    assert result.stdout == f"{Path('reports', 'index.html')}\n"
    assert len(list(Path("reports").glob("*.html"))) == 3


def test_several_articles_do_not_fit_a_file(cli: Cli, analyzed: Path) -> None:
    result = cli("report", analyzed, "-o", "report.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "report.html: 2 articles need a folder" in result.stderr
    assert not Path("report.html").exists()


def test_a_heading_of_ones_own(cli: Cli, analyzed: Path) -> None:
    cli("report", analyzed, "doorbell", "-o", "report.html", "--title", "Bells & <Whistles>")
    assert "<title>Bells &amp; &lt;Whistles&gt;" in Path("report.html").read_text("utf-8")


def test_a_database_of_the_first_schema(cli: Cli, tmp_path: Path) -> None:
    """Reported as it stands, and again once it is brought up to date."""
    first_schema(tmp_path / "old.db")
    for name in ("as-it-stands.html", "up-to-date.html"):
        assert cli("report", "old.db", "-o", name).stdout == f"{name}\n"
        assert "My lamp post can have a sensor" in Path(name).read_text("utf-8")
        assert cli("analyze", "old.db").exit_code == 0


def test_an_article_has_to_be_analyzed(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("report", "o.db", "-o", "report.html")
    assert result.exit_code == 1
    assert "not analyzed yet" in result.stderr
    assert not Path("report.html").exists()


def test_a_place_that_can_not_be_written_to(cli: Cli, analyzed: Path) -> None:
    Path("file").write_text("in the way")
    result = cli("report", analyzed, "doorbell", "-o", "file/report.html")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_run_does_all_and_keeps_nothing_but_the_report(cli: Cli, doorbells: Path) -> None:
    result = cli("run", doorbells, "-o", "report.html")
    assert (result.exit_code, result.stdout) == (0, "report.html\n")
    assert [path.name for path in Path().iterdir()] == ["report.html"]


def test_run_keeps_the_database_where_it_is_told_to(cli: Cli, doorbells: Path) -> None:
    assert cli("run", doorbells, "-o", "report.html", "--db", "o.db").exit_code == 0
    assert count("o.db", "stance") == 52


def test_run_reports_on_its_own_pages_only(cli: Cli, analyzed: Path, doorbells: Path) -> None:
    result = cli("run", doorbells, "-o", "report.html", "--db", analyzed)
    assert (result.exit_code, result.stdout) == (0, "report.html\n")


def test_run_on_several_articles_wants_a_folder(cli: Cli) -> None:
    refused = cli("run", EXAMPLES, "-o", "report.html")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "2 articles need a folder" in refused.stderr
    assert "analyzed" not in refused.stderr
    result = cli("run", EXAMPLES, "-o", "out")
    assert result.stdout == f"{Path('out', 'index.html')}\n"


def test_run_with_a_bad_page_reports_on_the_others(cli: Cli, doorbells: Path) -> None:
    Path("bad.html").write_bytes(BINARY)
    result = cli("run", doorbells, "bad.html", "-o", "report.html")
    assert (result.exit_code, result.stdout) == (3, "report.html\n")
    assert "bad.html: binary data" in result.stderr


def test_run_with_nothing_but_bad_pages_writes_nothing(cli: Cli) -> None:
    Path("bad.html").write_bytes(BINARY)
    result = cli("run", "bad.html", "-o", "report.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not Path("report.html").exists()


def test_run_needs_to_know_where_to(cli: Cli, doorbells: Path) -> None:
    assert cli("run", doorbells).exit_code == 2


def test_demo_names_its_report_last(cli: Cli) -> None:
    result = cli("demo")
    assert result.exit_code == 0
    report = Path(result.stdout.splitlines()[-1])
    assert [path.name for path in Path().iterdir()] == [report.name] == ["rejoinder-demo.html"]
    assert DOORBELLS in report.read_text("utf-8")


def test_demo_writes_where_it_is_told_to(cli: Cli) -> None:
    assert cli("demo", "-o", "out/demo.html").stdout == f"{Path('out', 'demo.html')}\n"
    assert Path("out/demo.html").stat().st_size > 100_000


def test_no_report_is_written_over_a_source(cli: Cli, doorbells: Path) -> None:
    page = doorbells.read_bytes()
    Path("pages").mkdir()
    for name in ("d.html", "pages/index.html"):
        Path(name).write_bytes(page)
    for sources, out in (
        (["d.html"], "d.html"),
        (["d.html", "pages"], "pages"),
        ([Path("pages").absolute()], "pages/index.html"),
        (["pages/index.html"], "pages"),
    ):
        refused = cli("run", *sources, "-o", out)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr.splitlines() == [
            f"rejoinder: {out}: the report would be written over a source"
            " (name another place with -o)"
        ]
    assert {Path(name).read_bytes() for name in ("d.html", "pages/index.html")} == {page}


def test_nothing_is_written_over_a_database(cli: Cli, analyzed: Path, doorbells: Path) -> None:
    db = analyzed.rename("o.csv")
    before = db.read_bytes()
    for words in (
        ("report", db, "doorbell", "-o", "r.html", "--data", db),
        ("report", db, "doorbell", "--embed", "split", "-o", db),
        ("export", db, "--to", "gexf", "-o", db),
        ("export", db, "--to", "flat", "-o", db),
    ):
        refused = cli(*words)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr.splitlines()[-1].startswith(
            "rejoinder: o.csv: cannot be written: o.csv is a database of Rejoinder's"
        )
        assert db.read_bytes() == before
    refused = cli("run", doorbells, "-o", "new.html", "--db", "new.html")
    assert refused.exit_code == 1
    assert cli("articles", "new.html").exit_code == 0


def test_a_page_and_its_numbers_are_two_files(cli: Cli, analyzed: Path) -> None:
    refused = cli("report", analyzed, "doorbell", "-o", "r.html", "--data", "./r.html")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "the page and its numbers can't be one file" in refused.stderr
    assert not Path("r.html").exists()
