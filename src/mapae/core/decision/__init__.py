"""Decisions: what a machine may conclude (grant or refer), and what only an officer may (refuse)."""
