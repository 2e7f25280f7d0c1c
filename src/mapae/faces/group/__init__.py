"""Where representatives send in others: an organisation's people, or a family."""
