"""An application: its answers and their checks, its statuses and how it may move between them, its reference number."""
