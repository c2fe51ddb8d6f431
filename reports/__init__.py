"""Rows in, pages out: queries, figures, the report."""
