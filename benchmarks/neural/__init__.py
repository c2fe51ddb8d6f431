"""Training of the neural stance engine: ``python -m benchmarks.neural``."""
