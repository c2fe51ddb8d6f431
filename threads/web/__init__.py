"""The parts of ``threads.fetch``: one for each thing that reading from the web asks for."""
