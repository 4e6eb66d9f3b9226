"""Patterns of what goes wrong, and the test of every case that ends: written once, held to any case."""
