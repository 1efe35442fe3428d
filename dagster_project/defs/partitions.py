"""The partitions: one a dump, added when a dump is registered."""

import dagster as dg

DUMPS = dg.DynamicPartitionsDefinition(name="dumps")
"""Partition keys are dump ids: hashes of content, so a dump under another name is the same partition."""
