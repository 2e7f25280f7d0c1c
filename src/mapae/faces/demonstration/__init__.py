"""The demonstration's own pages: a guide, a bank that takes no money, a mailbox. Closed outside a demonstration."""
