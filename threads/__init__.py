"""Pages in, threads out: sources, page formats, the reply tree, and the SQLite store."""
