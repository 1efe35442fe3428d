"""The commands of `cables`, one module each; `cli` puts them together."""
