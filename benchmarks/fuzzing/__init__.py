"""Hostile input, made by the thousand: what ``benchmarks/fuzz.py`` runs."""
