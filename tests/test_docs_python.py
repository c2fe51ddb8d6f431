"""What is shown of Python runs: the page of the docs, and the notebook."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rejoinder

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
NOTEBOOK = ROOT / "examples" / "opinions.ipynb"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for page in (ROOT / "examples").glob("*.html"):
        shutil.copy(page, tmp_path)
    return tmp_path


def test_the_page_runs_from_top_to_bottom(folder: Path) -> None:
    pytest.importorskip("pandas", minversion="3", reason="pandas 3 is not installed")
    program = "".join(re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S))
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 101\n063f4c0922fc City Decides")
    assert "no article answers to “windmill”" in done.stdout
    assert "<Utterance #19 by" in done.stdout
    assert {"split.html", "report.html", "flat.csv"} <= {path.name for path in folder.iterdir()}


def test_the_page_names_every_function_that_reads_the_database() -> None:
    for name in ("open", "read", "analyze", "articles", "thread", "frame", "figures", "report"):
        assert callable(getattr(rejoinder, name))
        assert re.search(rf"\brejoinder\.{name}\(", PAGE), name


def test_the_page_names_what_an_utterance_has() -> None:
    (table,) = re.findall(r"^\| of an utterance.*?(?=\n\n)", PAGE, re.M | re.S)
    named = set(re.findall(r"`(\w+)`", table))
    assert {"sentiment", "stance", "reply", "camp", "parent", "above"} <= named
    for name in ("comment", "reply", "sentiment", "stance", "language", "camp", "parent", "chain"):
        assert hasattr(rejoinder.Utterance, name)


def read_notebook() -> Any:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    return nbformat.read(NOTEBOOK, as_version=4)


def test_the_notebook_holds_no_outputs() -> None:
    cells = [cell for cell in read_notebook().cells if cell.cell_type == "code"]
    assert len(cells) >= 8
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)


def test_the_notebook_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas", minversion="3", reason="pandas 3 is not installed")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    notebook = read_notebook()
    nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    said = [text_of(cell) for cell in notebook.cells if cell.cell_type == "code"]
    assert re.search(r"'City Decides Your Doorbell [^']*',\s+53\)", said[0])
    assert "#9 Anonymous Coward:" in said[2]
    assert re.search(r"corrected: \d+% of persons, somewhere from \d+% to \d+%", said[-2])
    assert any("plotly" in kind for kind in kinds(notebook))
    assert (folder / "doorbells-report.html").exists()


def text_of(cell: Any) -> str:
    return "".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "")
        for output in cell.outputs
    )


def kinds(notebook: Any) -> set[str]:
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return {kind for cell in cells for output in cell.outputs for kind in output.get("data", {})}
