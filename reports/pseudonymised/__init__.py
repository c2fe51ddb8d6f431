"""A database to hand on: people's names replaced by keyed pseudonyms, in a file of its own."""
