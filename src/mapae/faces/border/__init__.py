"""The border: one field for whoever stands at the counter, and what the officer records."""
