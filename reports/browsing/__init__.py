"""The database in a browser: Datasette, with our queries, descriptions and links."""
