"""Data out of the database in other programs' shapes, a module each."""
