"""Data sets: analyzed articles as Parquet, in parts of many articles.

    DIR/rejoinder.json            says that it is one, and of which version's tables
    DIR/part=000001/TABLE.parquet the rows of the articles of a part, for every table
    DIR/part=000001/contents.parquet   which articles these are

A part is made in a hidden folder and gets its name when all of it is there, so it is whole or
isn't. No part is changed: articles that are other than before go into a later part, with all that
shared the earlier one, which then goes. Should both be there, as a program was killed in between,
the later one counts.
"""
