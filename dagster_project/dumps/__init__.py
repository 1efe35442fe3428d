"""Dump files to messages: one module a carrier, each a generator of what it finds in one file."""
