"""The rules of programmes as data: one folder each."""
