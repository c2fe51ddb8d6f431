"""Threads in, scores out: sentiment, stance and chains, each a pure function of a thread."""
