"""Dagster only: each asset is a name, a docstring and one call into a step of the road."""
