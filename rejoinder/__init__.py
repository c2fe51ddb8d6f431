"""Rebuild who answered whom under an article, and see how opinion split."""
__version__ = "0.1.0"
