"""Figures: pure functions from the rows of queries to ``plotly.graph_objects`` figures.

Each module holds one figure. Colours are those of ``reports.palette`` in light mode; the page
repaints them for dark mode. Text of strangers goes through ``reports.plain`` and nowhere else.
"""
